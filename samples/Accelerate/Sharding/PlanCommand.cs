using System.ComponentModel;
using Lana.Sharding;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Accelerate.Sharding;

/// <summary>Measures here, and divides the pre-training and the scoring into units.</summary>
internal sealed class PlanCommand : AsyncCommand<PlanCommand.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var budget = BudgetText.Parse(settings.Budget, settings.Batch);
        using var job = ShardedJob.Open(settings);
        var options = new ShardingOptions
        {
            UnitTime = TimeSpan.FromMinutes(settings.UnitMinutes),
            Workers = settings.Workers,
            MaxTeacherShare = settings.TeacherShare,
            Heartbeat = TimeSpan.FromSeconds(settings.HeartbeatSeconds),
            StaleAfter = TimeSpan.FromSeconds(settings.StaleSeconds),
            TakesOver = !settings.OwnUnitsOnly,
        };
        var status = await ProgressView.ShowAsync(progress => job.Acceleration.PlanAsync(
            job.Teacher, job.Pictures.Training, budget, options, progress, cancellationToken));
        StatusView.Print(status);
        AnsiConsole.WriteLine($"written to {settings.Out}/shards/plan.json. Now: work --shard INDEX/COUNT, with the same options");
        return 0;
    }

    /// <summary>The command line.</summary>
    internal sealed class Settings : AccelerateSettings
    {
        [CommandOption("--unit-minutes <N>")]
        [Description("How long a unit should take on a machine like this one.")]
        [DefaultValue(30.0)]
        public double UnitMinutes { get; init; } = 30.0;

        [CommandOption("--workers <N>")]
        [Description("The number of workers that units are made for; any other number does them, too.")]
        [DefaultValue(64)]
        public int Workers { get; init; } = 64;

        [CommandOption("--teacher-share <SHARE>")]
        [Description("The largest share of a unit that the teacher's own passes may take; larger for more workers.")]
        [DefaultValue(0.125)]
        public double TeacherShare { get; init; } = 0.125;

        [CommandOption("--heartbeat-seconds <N>")]
        [Description("How often a worker says that it is alive.")]
        [DefaultValue(30.0)]
        public double HeartbeatSeconds { get; init; } = 30.0;

        [CommandOption("--stale-seconds <N>")]
        [Description("After how long without that its unit is taken over.")]
        [DefaultValue(300.0)]
        public double StaleSeconds { get; init; } = 300.0;

        [CommandOption("--own-units-only")]
        [Description("Workers end with their own units, and take over none of others.")]
        public bool OwnUnitsOnly { get; init; }
    }
}
