"""Settings of nbgrader for this course: copy this file into your grading folder, beside `source/`."""

c = get_config()  # noqa: F821 -- nbgrader gives it

c.CourseDirectory.course_id = "recurrent-neural-networks"
c.ExecutePreprocessor.timeout = 600  # seconds a cell: some train a network, and nbgrader's own limit is 30
c.ExecutePreprocessor.interrupt_on_timeout = True  # a cell that hangs loses its mark, and the rest is marked
c.ClearSolutions.enabled = False  # the stubs hold the exercises' texts
