using System.ComponentModel;
using System.Runtime.InteropServices;
using Lana.Sharding;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Accelerate.Sharding;

/// <summary>One worker of many. A signal to end makes it write a checkpoint and ask the scheduler to start it again.</summary>
internal sealed class WorkCommand : AsyncCommand<WorkCommand.Settings>
{
    // EX_TEMPFAIL of sysexits.h: try again later.
    private const int TryAgain = 75;

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var shard = settings.Shard is { } text
            ? Shard.Parse(text)
            : Shard.FromEnvironment() ?? throw new ArgumentException(
                "Which worker is this? Give --shard INDEX/COUNT, or start it in a Slurm array or an indexed Kubernetes Job.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            using var job = ShardedJob.Open(settings);
            AnsiConsole.WriteLine($"worker {shard} on {Environment.MachineName}");
            var work = await ProgressView.ShowAsync(progress => job.Acceleration.WorkAsync(
                job.Teacher, job.Pictures.Training, shard, progress, stop.Token));
            return Print(work);
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLine("[yellow]Stopped; the same command continues.[/]");
            return TryAgain;
        }
    }

    private static int Print(ShardWork work)
    {
        AnsiConsole.WriteLine($"{work.Finished.Count} units done here, {work.Left.Count} left");
        foreach (var (unit, reason) in work.Failed)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]unit {unit}: {reason}[/]");
        }

        return work.Failed.Count == 0 ? 0 : 1;
    }

    /// <summary>The command line.</summary>
    internal sealed class Settings : AccelerateSettings
    {
        [CommandOption("--shard <INDEX/COUNT>")]
        [Description("Which of how many workers this is, from 0: 0/6. Default: what Slurm or Kubernetes says.")]
        public string? Shard { get; init; }
    }
}
