"""Measures what the studio makes, with floors, ceilings and wrong conditions beside every figure.

A ``MetricSpec`` says what is measured; ``tasks`` are briefs with known answers; an ``EvaluationContext`` holds the
studio, the photographs and the ``evaluators``. ``metrics`` fill the ``report``; ``ablation``, ``few_steps`` and
``upscaling`` compare variants on the same items (``comparison``); ``bench`` times. Never trains, but for the
ablation's variants. ``runner`` alone knows what the studio is made of. May be imported by the command line; imports
anything but the web page.
"""
