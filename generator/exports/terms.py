"""Under which terms the data may be used and how to name it: the same words wherever data is offered."""

LICENCE = (
    "通报由各单位公开发布，本站对通报原文不主张任何权利；由程序得出的数据可自由使用，使用时请注明出处和数据截至日期。"
)
CITE = "引用某一条问题，请用该问题的固定网址；引用整份通报，请写明单位、标题、发布日期和原文的 SHA-256。"
