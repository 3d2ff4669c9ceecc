//! What a shell and `man` know of the program: completions and a manual page, made from the same
//! definition as `--help`.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::{self, Write};

/// Writes the completions for a shell.
pub(crate) fn completions<A: CommandFactory>(shell: Shell, out: &mut dyn Write) -> io::Result<u8> {
    let mut command = A::command();
    // It writes to memory first, since it panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "idcard", &mut script);
    out.write_all(&script)?;
    Ok(0)
}

/// Writes the manual page, with a section for each command.
pub(crate) fn manual<A: CommandFactory>(out: &mut dyn Write) -> io::Result<u8> {
    let command = A::command();
    let page = Man::new(command.clone()).section("1").source("idcard");
    page.render(out)?;
    for one in command.get_subcommands() {
        let name = format!("idcard {}", one.get_name());
        let one = one.clone().display_name(&*name).bin_name(name);
        Man::new(one).render_description_section(out)?;
    }
    Ok(0)
}
