"""What other modules may use from moving in."""

from trato.foundation.moving_in import unpacking
from trato.foundation.moving_in.errors import MoveRefused
from trato.foundation.moving_in.models import Move, MoveState
from trato.foundation.moving_in.queries import (
    UnusedColumn,
    count_rows,
    counts_of_move,
    files_of_move,
    is_brought_in,
    move_of,
    progress_of_move,
    recent_moves,
    takes_fields,
    undecided_columns,
    unused_columns,
)
from trato.foundation.moving_in.recognising import system_named, systems
from trato.foundation.moving_in.running import run_move_to_the_end
from trato.foundation.moving_in.use_cases.run import prepare_move, run_move, stop_move
from trato.foundation.moving_in.use_cases.start import (
    add_move_files,
    choose_people,
    choose_system,
    choose_what_it_holds,
    choose_words_of,
    discard_move,
    make_fields_of,
    start_move,
)
from trato.foundation.moving_in.words import UnknownWord, unknown_words
