using Spectre.Console;
using Spectre.Console.Cli;

namespace Accelerate.Sharding;

/// <summary>Makes the units' results those of the run, which the plain command then finishes.</summary>
internal sealed class MergeCommand : AsyncCommand<AccelerateSettings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, AccelerateSettings settings, CancellationToken cancellationToken)
    {
        using var job = ShardedJob.Open(settings);
        await job.Acceleration.MergeAsync(job.Teacher, job.Pictures.Training, null, cancellationToken);
        AnsiConsole.WriteLine($"merged into {settings.Out}. Now the plain command, with the same options");
        return 0;
    }
}
