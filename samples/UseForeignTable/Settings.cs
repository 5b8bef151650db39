using System.ComponentModel;
using Spectre.Console.Cli;

namespace UseForeignTable;

/// <summary>The command line.</summary>
internal sealed class Settings : CommandSettings
{
    private static readonly string Example = Path.Combine(AppContext.BaseDirectory, "example");

    [CommandOption("--table <FILE>")]
    [Description("A CSV file of latencies, measured on another device; default: the sample's own.")]
    public string Table { get; init; } = Path.Combine(Example, "table.csv");

    [CommandOption("--scores <FILE>")]
    [Description("A CSV file of scores, layer,operation,score; default: the sample's own.")]
    public string Scores { get; init; } = Path.Combine(Example, "scores.csv");

    [CommandOption("--network <NAME>")]
    [Description("The network that both files describe: a registered one, or quickstart.")]
    [DefaultValue(NamedNetwork.Quickstart)]
    public string Network { get; init; } = NamedNetwork.Quickstart;

    [CommandOption("--resolution <N>")]
    [Description("The side of the input in pixels; the Quickstart's teacher has its own.")]
    [DefaultValue(224)]
    public int Resolution { get; init; }

    [CommandOption("--device <NAME>")]
    [Description("The name of the other device.")]
    [DefaultValue("another device")]
    public string Device { get; init; } = "another device";

    [CommandOption("--batch <N>")]
    [Description("The number of images per run in the measurement.")]
    [DefaultValue(1)]
    public int Batch { get; init; }

    [CommandOption("--budget <SHARE>")]
    [Description("The maximum latency of a network as a share of the teacher's on that device.")]
    [DefaultValue(0.4)]
    public double Budget { get; init; }

    [CommandOption("--solutions <N>")]
    [Description("The number of selections; default: 8, or 2 with --short.")]
    public int? Solutions { get; init; }

    [CommandOption("--out <FOLDER>")]
    [Description("The folder of the files.")]
    [DefaultValue("use-foreign-table-out")]
    public string Out { get; init; } = "use-foreign-table-out";

    [CommandOption("--short")]
    [Description("Fewer selections, for CI.")]
    public bool IsShort { get; init; }
}
