using System.ComponentModel;
using Lana.Measurement;
using Spectre.Console.Cli;

namespace Samples;

/// <summary>The command line of a sample that accelerates a network.</summary>
internal sealed class AccelerationSettings : CommandSettings
{
    [CommandOption("--budget <SHARE>")]
    [Description("The share of the network's latency that the student may take; each sample has its own default.")]
    public double? Budget { get; init; }

    [CommandOption("--seed <N>")]
    [Description("The seed of all random numbers.")]
    [DefaultValue(0UL)]
    public ulong Seed { get; init; }

    [CommandOption("--out <FOLDER>")]
    [Description("The run directory; each sample has its own default.")]
    public string? Out { get; init; }

    [CommandOption("--short")]
    [Description("Cuts every stage short, for a trial and for CI; the results mean nothing.")]
    public bool IsShort { get; init; }

    /// <summary>Measures for a short time only if the run is short.</summary>
    public void Measure(OnnxRuntimeLatencyOptions latency)
    {
        if (IsShort)
        {
            ShortRun.Measure(latency);
        }
    }
}
