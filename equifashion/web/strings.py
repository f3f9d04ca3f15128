"""Every word on the page, in English and Vietnamese.

``LABELS`` stand on the page from the start; ``sentence`` makes what is said while the studio works. The
language is the one that the browser asks for. Errors of the library come in English.
"""

from types import MappingProxyType

from equifashion.web.tool_strings import DIRECTION_WORDS, TOOL_LABELS, TOOL_SENTENCES

DEFAULT_LANGUAGE = "en"

# key: (English, Vietnamese)
_LABELS = {
    "brief_title": ("## The brief", "## Bản mô tả"),
    "sheet_title": ("## Contact sheet", "## Bảng ý tưởng"),
    "fitting_title": ("## The fitting", "## Hoàn thiện"),
    "looks_title": ("## Finished looks", "## Mẫu đã hoàn thiện"),
    "looks": ("Finished looks: pick one to see it again", "Mẫu đã hoàn thiện: chọn một mẫu để xem lại"),
    "prompt": ("Describe the garment", "Mô tả trang phục"),
    "prompt_hint": ("A long burgundy dress…", "Váy dài màu đỏ đô…"),
    "example_dress": ("long red dress", "váy dài màu đỏ"),
    "example_sweater": ("olive sweater", "áo len xanh rêu"),
    "example_skirt": ("mini black skirt", "chân váy ngắn màu đen"),
    "look": ("The look", "Cách thể hiện"),
    "look_auto": ("As the brief suggests", "Theo bản mô tả"),
    "look_flat": ("Flat, as in a photo", "Trải phẳng như ảnh chụp"),
    "look_drawing": ("Flat drawing", "Bản vẽ phẳng"),
    "look_figure": ("Fashion figure", "Trên dáng người"),
    "sketch": ("Sketch", "Phác thảo"),
    "sketch_pad": ("Draw the outline", "Vẽ đường nét"),
    "sketch_upload": ("Drop a sketch here, or click to choose (PNG, JPEG, WebP)",
                      "Thả bản phác thảo vào đây, hoặc bấm để chọn (PNG, JPEG, WebP)"),
    "sketch_preview": ("The sketch, as the studio reads it", "Bản phác thảo mà studio đọc được"),
    "pose": ("Pose", "Tư thế"),
    "pose_upload": ("Drop a pose here: OpenPose JSON, a skeleton picture or a photo",
                    "Thả tư thế vào đây: OpenPose JSON, ảnh khung xương hoặc ảnh chụp"),
    "pose_preview": ("The pose, as the studio reads it", "Tư thế mà studio đọc được"),
    "fabric": ("Fabric", "Chất liệu"),
    "fabric_upload": ("Drop a swatch here, or click to choose (PNG, JPEG, WebP)",
                      "Thả mẫu vải vào đây, hoặc bấm để chọn (PNG, JPEG, WebP)"),
    "fabric_preview": ("The swatch", "Mẫu vải"),
    "remove": ("Remove", "Bỏ"),
    "influence": ("Influence", "Mức ảnh hưởng"),
    "influence_note": ("How closely each input is followed: 0 ignores it, 1 is usual, 2 insists.",
                       "Mức bám theo từng đầu vào: 0 bỏ qua, 1 bình thường, 2 bám chặt."),
    "sketch_weight": ("Sketch influence", "Ảnh hưởng của phác thảo"),
    "pose_weight": ("Pose influence", "Ảnh hưởng của tư thế"),
    "fabric_weight": ("Fabric influence", "Ảnh hưởng của chất liệu"),
    "count": ("Ideas", "Số ý tưởng"),
    "seed": ("Seed", "Hạt giống"),
    "dice": ("New seed", "Hạt giống mới"),
    "explore": ("Explore", "Khám phá"),
    "more": ("More ideas", "Thêm ý tưởng"),
    "ideas": ("Ideas: pick one to finish", "Các ý tưởng: chọn một để hoàn thiện"),
    "steps": ("Steps", "Số bước"),
    "freedom": ("Freedom", "Độ tự do"),
    "finish_note": ("Freedom 0 keeps the idea’s shape, 1 lets the refiner wander. More steps take longer.",
                    "Độ tự do 0 giữ hình dáng ý tưởng, 1 cho phép biến đổi. Nhiều bước thì lâu hơn."),
    "sheet_hint": ("Your ideas appear here. Ctrl + Enter explores from anywhere on the page.",
                   "Các ý tưởng sẽ hiện ở đây. Ctrl + Enter để khám phá từ bất cứ đâu trên trang."),
    "fitting_hint": ("Pick an idea from the contact sheet to finish it here.",
                     "Chọn một ý tưởng trên bảng để hoàn thiện tại đây."),
    "sketch_used": ("Sketch · in use", "Phác thảo · đang dùng"),
    "pose_used": ("Pose · in use", "Tư thế · đang dùng"),
    "fabric_used": ("Fabric · in use", "Chất liệu · đang dùng"),
    "finish": ("Finish", "Hoàn thiện"),
    "stop": ("Stop", "Dừng"),
    "picture": ("The picked design", "Mẫu đã chọn"),
    "compare": ("Show", "Xem"),
    "draft": ("Draft", "Bản nháp"),
    "finished": ("Finished", "Hoàn thiện"),
    "download_png": ("Picture (PNG)", "Ảnh (PNG)"),
    "enlarge": ("Twice the size (PNG)", "Cỡ gấp đôi (PNG)"),
    "download_large": ("Save the large picture", "Lưu ảnh lớn"),
    "download_lines": ("Lines (SVG)", "Nét vẽ (SVG)"),
    "download_recipe": ("Recipe (JSON)", "Công thức (JSON)"),
    "open_recipe": ("Open a recipe", "Mở công thức"),
    **TOOL_LABELS,
}  # fmt: skip

_SENTENCES = {
    "loading": ("Loading the studio weights…", "Đang nạp trọng số của studio…"),
    "loading_wait": ("Loading the studio weights… Your ideas are drawn as soon as they are here.",
                     "Đang nạp trọng số của studio… Ý tưởng sẽ được vẽ ngay khi nạp xong."),
    "ready": ("Ready", "Sẵn sàng"),
    "unavailable": ("Not ready", "Chưa sẵn sàng"),
    "exploring": ("Drawing {count} ideas…", "Đang vẽ {count} ý tưởng…"),
    "explored": ("{count} ideas in {seconds} s. Pick one.",
                 "{count} ý tưởng trong {seconds} giây. Hãy chọn một."),
    "explored_one": ("1 idea in {seconds} s. Pick it to finish it.", "1 ý tưởng trong {seconds} giây."),
    "look_unlearned": ("These weights have not learned to draw figures: every garment is laid flat.",
                       "Bộ trọng số này chưa học vẽ dáng người: mọi trang phục đều được trải phẳng."),
    "look_without_pose": ("Laid flat, a garment takes no pose: yours waits until a figure is asked for.",
                          "Trang phục trải phẳng thì không có tư thế: tư thế của bạn chờ đến khi cần dáng người."),
    "look_drawn": ("Painted, and drawn over in ink along its cut; your own sketch is inked.",
                   "Tô màu rồi vẽ nét mực theo đường cắt; bản phác thảo của bạn cũng được vẽ mực."),
    "look_left": ("A whole outfit, a coat or a jacket is worn; other single pieces lie flat.",
                  "Cả bộ trang phục, áo khoác thì mặc trên người; món lẻ khác thì trải phẳng."),
    "sheet_caption_look": ("“{prompt}”, {look}, seed {seed}", "“{prompt}”, {look}, hạt giống {seed}"),
    "sheet_caption": ("“{prompt}”, seed {seed}", "“{prompt}”, hạt giống {seed}"),
    "pick_first": ("Pick an idea from the contact sheet first; it is the one that will be finished.",
                   "Hãy chọn một ý tưởng trên bảng trước; đó là mẫu sẽ được hoàn thiện."),
    "gone": ("That idea is no longer on the sheet. Please pick another one.",
             "Ý tưởng đó không còn trên bảng. Hãy chọn ý tưởng khác."),
    "starting": ("Starting…", "Đang bắt đầu…"),
    "step": ("Step {index} of {steps} · {remaining}", "Bước {index}/{steps} · {remaining}"),
    "seconds_left": ("about {seconds} s left", "còn khoảng {seconds} giây"),
    "minutes_left": ("about {minutes} min left", "còn khoảng {minutes} phút"),
    "moment_left": ("less than a second left", "còn chưa đến một giây"),
    "done": ("Finished in {seconds} s.", "Hoàn thiện trong {seconds} giây."),
    "enlarging": ("Enlarging…", "Đang phóng to…"),
    "enlarged": ("Enlarged to {width}×{height} pixels, its recipe inside.",
                 "Đã phóng to thành {width}×{height} điểm ảnh, kèm công thức bên trong."),
    "stopped": ("Stopped after step {index} of {steps}. The draft is kept.",
                "Đã dừng sau bước {index}/{steps}. Bản nháp vẫn còn."),
    "caption_draft": ("Draft {number} · seed {seed}", "Bản nháp {number} · hạt giống {seed}"),
    "caption_finished": ("Finished · idea {number} · seed {seed} · {steps} steps · freedom {freedom}",
                         "Hoàn thiện · ý tưởng {number} · hạt giống {seed} · {steps} bước · tự do {freedom}"),
    "restoring": ("Bringing back your last sheet…", "Đang khôi phục bảng gần nhất…"),
    "restored": ("Your last sheet is back.", "Bảng gần nhất đã được khôi phục."),
    "unreadable_work": ("The work kept in this browser could not be brought back: {reason}",
                        "Không thể khôi phục công việc lưu trong trình duyệt: {reason}"),
    "rebuilding": ("Rebuilding from the recipe…", "Đang dựng lại từ công thức…"),
    "rebuilt": ("Rebuilt from its recipe.", "Đã dựng lại từ công thức."),
    "no_seed": ("The seed is empty. Please give a whole number from 0 to 2147483647, or throw the dice.",
                "Hạt giống đang trống. Hãy nhập số nguyên từ 0 đến 2147483647, hoặc gieo xúc xắc."),
    "idea_alt": ("Idea {number}: {prompt}", "Ý tưởng {number}: {prompt}"),
    "finished_alt": ("Finished design: {prompt}", "Mẫu hoàn thiện: {prompt}"),
    **TOOL_SENTENCES,
}  # fmt: skip

# What the drawing pad's own script says.
PAD_WORDS = {
    "en": {
        "pad": "Drawing pad: draw the outline with pen, finger or mouse",
        "pen": "Thin pen",
        "brush": "Thick pen",
        "eraser": "Eraser",
        "undo": "Undo",
        "clear": "Clear the drawing",
    },
    "vi": {
        "pad": "Bảng vẽ: vẽ đường nét bằng bút, ngón tay hoặc chuột",
        "pen": "Bút mảnh",
        "brush": "Bút đậm",
        "eraser": "Tẩy",
        "undo": "Hoàn tác",
        "clear": "Xóa bản vẽ",
    },
}

# What to try first; each is a button that fills the prompt, in words that the shipped weights have learned.
EXAMPLES = ("example_dress", "example_sweater", "example_skirt")

LABELS = MappingProxyType(
    {
        "en": {key: english for key, (english, _) in _LABELS.items()},
        "vi": {key: vietnamese for key, (_, vietnamese) in _LABELS.items()},
    }
)


def language_of(accept_language: str | None) -> str:
    """The language to answer in, from a browser's Accept-Language header: ``"vi"`` or ``"en"``."""
    first = (accept_language or "").split(",")[0].strip().lower()
    return "vi" if first == "vi" or first.startswith("vi-") else DEFAULT_LANGUAGE


def sentence(key: str, language: str = DEFAULT_LANGUAGE, **values: object) -> str:
    """A status sentence with its values filled in."""
    english, vietnamese = _SENTENCES[key]
    return (vietnamese if language == "vi" else english).format(**values)


def label(key: str, language: str = DEFAULT_LANGUAGE) -> str:
    """A label; as the page is built in English, which ``language`` puts into the visitor's language."""
    return LABELS[language][key]


def direction_words(name: str, language: str) -> str:
    """A measured attribute's or a direction's name; a component's and her own stay as they are."""
    return DIRECTION_WORDS[name][language == "vi"] if name in DIRECTION_WORDS else name
