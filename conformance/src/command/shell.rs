//! Prints completions for a shell and manual pages, made from the same definition as `--help`.

use super::message::complain;
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

/// Arguments of `idcard man`.
#[derive(clap::Args)]
pub(crate) struct Page {
    /// Of this command; without one, of the program.
    command: Option<String>,
}

/// Writes the manual page of the program, or of one of its commands.
pub(crate) fn manual<A: CommandFactory>(args: &Page, out: &mut dyn Write) -> io::Result<u8> {
    let mut program = A::command();
    program.build();
    let Some(name) = &args.command else {
        Man::new(program).render(out)?;
        return Ok(0);
    };
    let Some(command) = program.find_subcommand(name) else {
        complain("there is no command of that name; `idcard --help` has them all");
        return Ok(2);
    };
    let title = format!("idcard-{}", command.get_name());
    Man::new(command.clone().name(title)).render(out)?;
    Ok(0)
}
