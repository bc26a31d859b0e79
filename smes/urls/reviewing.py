"""Addresses of review, selection and handing over."""

from django.urls import URLPattern, path

from smes.views.reviewing import board, handovers, letters, ranking, reviews, work

EXPRESSIONS = "partnerships/<slug:slug>/expressions"
ONE = f"{EXPRESSIONS}/<int:number>"

urlpatterns: list[URLPattern] = [
    path(f"{EXPRESSIONS}/", board.board, name="expression_board"),
    path(f"{EXPRESSIONS}/list/", board.listed, name="expression_list"),
    path(
        f"{EXPRESSIONS}/list/download/<str:file_format>/",
        board.download,
        name="expression_list_download",
    ),
    path(f"{EXPRESSIONS}/ranking/", ranking.ranking, name="expression_ranking"),
    path(f"{EXPRESSIONS}/ranking/usual-criteria/", ranking.usual_criteria, name="usual_criteria"),
    path(f"{EXPRESSIONS}/letters/", letters.letters, name="expression_letters"),
    path(f"{EXPRESSIONS}/letters/send/", letters.send, name="expression_letters_send"),
    path(f"{EXPRESSIONS}/letters/letter/", letters.framed, name="expression_letter"),
    path(f"{ONE}/", work.work, name="expression_work"),
    path(f"{ONE}/do/<slug:action>/", work.act, name="expression_act"),
    path(f"{ONE}/files/<int:pk>/", work.file, name="expression_work_file"),
    path(f"{ONE}/review/", reviews.review, name="expression_review"),
    path(f"{ONE}/review/files/<int:pk>/", reviews.file, name="expression_review_file"),
    path("reviews/", reviews.own_reviews, name="own_reviews"),
    path("handovers/", handovers.own_handovers, name="own_handovers"),
    path("handovers/signed-in/<int:pk>/", handovers.signed_in, name="own_handover"),
    path(
        "handovers/signed-in/<int:pk>/files/<int:file>/",
        handovers.file_signed_in,
        name="own_handover_file",
    ),
    path("handovers/<str:link>/", handovers.by_link, name="handover"),
    path("handovers/<str:link>/files/<int:pk>/", handovers.file_by_link, name="handover_file"),
]
