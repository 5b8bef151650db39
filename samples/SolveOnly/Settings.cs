using System.ComponentModel;
using Spectre.Console.Cli;

namespace SolveOnly;

/// <summary>The command line.</summary>
internal sealed class Settings : CommandSettings
{
    [CommandOption("--problem <FILE>")]
    [Description("A CSV or JSON file of scores and costs; default: the sample's own example.")]
    public string? Problem { get; init; }

    [CommandOption("--cost <NAME>")]
    [Description("The cost to limit; default: the first.")]
    public string? Cost { get; init; }

    [CommandOption("--budget <SHARE>")]
    [Description("The maximum cost of a network as a share of the teacher's.")]
    [DefaultValue(0.4)]
    public double Budget { get; init; }

    [CommandOption("--maximum <N>")]
    [Description("The maximum cost of a network in its unit, instead of --budget.")]
    public double? Maximum { get; init; }

    [CommandOption("--teacher <OPERATION>")]
    [Description("The teacher's own operation.")]
    [DefaultValue("teacher")]
    public string Teacher { get; init; } = "teacher";

    [CommandOption("--solutions <N>")]
    [Description("The number of selections; default: 24, or 4 with --short.")]
    public int? Solutions { get; init; }

    [CommandOption("--out <FOLDER>")]
    [Description("The output folder.")]
    [DefaultValue("solve-only-out")]
    public string Out { get; init; } = "solve-only-out";

    [CommandOption("--short")]
    [Description("Fewer selections, for CI.")]
    public bool IsShort { get; init; }
}
