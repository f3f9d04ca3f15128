"""What cloth looks like (its weave) and what it is made of."""

from equifashion.vocabulary.terms import Term, table

WEAVES: dict[str, Term] = table((
    Term("plain", "trơn", ("plain-weave", "solid"), ("vải trơn", "~một màu")),
    Term("twill", "vải chéo", ("diagonal-weave", "gabardine"), ("~kaki chéo", "dệt chéo")),
    Term("denim", "vải jean", ("jean-cloth",), ("vải bò", "vải denim")),
    Term("knit", "dệt kim", ("knitted", "cable-knit", "stockinette"), ("~vải len", "~đan len")),
    Term("rib", "thun gân", ("ribbed-knit", "rib-stitch"), ("thun tăm", "~len gân")),
    Term("plaid", "kẻ caro", ("tartan", "checked"), ("ca rô", "~sọc ca rô")),
    Term("gingham", "caro vichy", ("vichy", "gingham-checked"), ("~ca rô nhỏ", "kẻ vichy")),
    Term("striped", "kẻ sọc", ("stripy", "stripe"), ("sọc", "sọc kẻ")),
    Term("polka dot", "chấm bi", ("polka-dotted", "dotted", "spotted"), ("bi tròn",)),
    Term("floral", "hoa", ("flowery", "flower-print", "floral-print"), ("in hoa", "họa tiết hoa", "~hoa nhí")),
    Term("animal", "da thú", ("animal-print", "leopard-print"), ("họa tiết da thú", "~da báo", "~da beo")),
    Term("lace", "ren", ("lacy", "guipure"), ("vải ren", "đăng ten")),
    Term("brocade", "gấm", ("jacquard", "damask"), ("vải gấm", "gấm dệt hoa")),
    Term("sequinned", "kim sa", ("sequin", "spangled"), ("đính kim sa", "đính sequin")),
    Term("leather", "da", ("leather-look", "faux-leather"), ("vải da", "~giả da")),
    Term("satin", "sa tanh", ("satiny", "sateen"), ("~phi bóng", "~satin bóng")),
))  # fmt: skip

MATERIALS: dict[str, Term] = table((
    Term("cotton", "vải bông", ("cotton jersey", "poplin"), ("vải cotton", "~vải thun cotton")),
    Term("linen", "vải lanh", ("flax",), ("~đũi", "~vải đũi")),
    Term("silk", "lụa", ("mulberry silk", "charmeuse"), ("lụa tơ tằm", "tơ tằm")),
    Term("wool", "len lông cừu", ("woollen", "merino"), ("~dạ", "vải dạ")),
    Term("cashmere", "len cashmere", ("pashmina",), ("len dê",)),
    Term("viscose", "vải viscose", ("rayon",), ("~tơ nhân tạo", "vải rayon")),
    Term("polyester", "vải polyester", ("synthetic",), ("~sợi tổng hợp", "vải poly")),
    Term("chiffon", "voan", ("georgette", "sheer chiffon"), ("vải voan", "voan tơ")),
    Term("organza", "vải tơ", ("organdie",), ("tơ organza", "~tơ sống")),
    Term("tulle", "vải tuyn", ("net", "mesh"), ("~lưới", "vải lưới")),
    Term("velvet", "nhung", ("velour", "velveteen"), ("vải nhung", "nhung mịn")),
    Term("corduroy", "nhung tăm", ("cord",), ("vải nhung tăm", "~nhung kẻ")),
    Term("fleece", "nỉ", ("brushed fleece", "sweat fleece"), ("nỉ bông", "vải nỉ")),
    Term("tweed", "dạ tweed", ("bouclé",), ("vải tweed",)),
    Term("nylon", "vải dù", ("ripstop",), ("~vải gió", "vải ni lông")),
    Term("hide", "da thuộc", ("cowhide", "suede"), ("da thật", "~da lộn")),
))  # fmt: skip
