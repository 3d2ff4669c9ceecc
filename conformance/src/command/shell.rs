//! Prints completions for a shell and manual pages, made from the same definition as `--help`.

use super::message::complain;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

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

    /// Write all pages, a file each, into this folder, which is made where it is not there.
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    all: Option<PathBuf>,
}

/// Writes the manual page of the program, or of one of its commands, or all of them into a folder.
pub(crate) fn manual<A: CommandFactory>(args: &Page, out: &mut dyn Write) -> io::Result<u8> {
    // The pages of `help` would be those of the commands once more.
    let mut program = A::command().disable_help_subcommand(true);
    program.build();
    if let Some(folder) = &args.all {
        std::fs::create_dir_all(folder)?;
        for command in program.get_subcommands() {
            let file = File::create(folder.join(format!("{}.1", title(command))))?;
            page(command).render(&mut BufWriter::new(file))?;
        }
        let file = File::create(folder.join("idcard.1"))?;
        Man::new(program).render(&mut BufWriter::new(file))?;
        return Ok(0);
    }
    let Some(name) = &args.command else {
        Man::new(program).render(out)?;
        return Ok(0);
    };
    let Some(command) = program.find_subcommand(name) else {
        complain("there is no command of that name; `idcard --help` has them all");
        return Ok(2);
    };
    page(command).render(out)?;
    Ok(0)
}

/// The page of a command.
fn page(command: &Command) -> Man {
    Man::new(command.clone().name(title(command)))
}

fn title(command: &Command) -> String {
    format!("idcard-{}", command.get_name())
}
