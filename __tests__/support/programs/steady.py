import work

kept = work.hold(20)
work.burn(0.4)
