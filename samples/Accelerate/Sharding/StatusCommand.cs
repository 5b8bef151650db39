using System.ComponentModel;
using Lana.Sharding;
using Spectre.Console.Cli;

namespace Accelerate.Sharding;

/// <summary>Says how far the units of a run directory are.</summary>
internal sealed class StatusCommand : AsyncCommand<StatusCommand.Settings>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var monitor = new ShardMonitor(settings.Out);
        var status = monitor.Read();
        StatusView.Print(status);
        while (settings.Watches && !status.IsComplete)
        {
            await Task.Delay(Interval, cancellationToken);
            status = monitor.Read();
            StatusView.Print(status);
        }

        return status.IsComplete ? 0 : 3;
    }

    /// <summary>The command line.</summary>
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--out <FOLDER>")]
        [Description("The run directory.")]
        [DefaultValue("accelerated")]
        public string Out { get; init; } = "accelerated";

        [CommandOption("--watch")]
        [Description("Looks again until all units are done. Stale workers are known as such only by looking for a while.")]
        public bool Watches { get; init; }
    }
}
