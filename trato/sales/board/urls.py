from django.urls import path

from trato.sales.board import views

urlpatterns = [
    path("sales/board/", views.board, name="board"),
    path("sales/board/more/<str:stage>/", views.board_more, name="board_more"),
    path("sales/board/move/", views.board_move, name="board_move"),
    path("sales/board/put-back/", views.board_put_back, name="board_put_back"),
]
