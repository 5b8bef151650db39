using System.Diagnostics;
using Lana.Measurement;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>Lana's own students, with the time of each stage.</summary>
internal sealed class LanaStudent(Experiment experiment, PeerTuner tuner)
{
    /// <summary>The stage that measures the latency table.</summary>
    public const string Table = "latency table";

    /// <summary>The stage that trains the pool.</summary>
    public const string Pretraining = "pre-training";

    private const string FineTuning = "fine-tuning";

    /// <summary>The duration of everything but the fine-tuning of the student, in seconds; 0 without a student.</summary>
    public static double SearchSeconds(PeerRow? row) =>
        row?.StageSeconds?.Where(stage => stage.Key != FineTuning).Sum(stage => stage.Value) ?? 0.0;

    /// <summary>Accelerates the teacher.</summary>
    public Task<PeerOutcome> MakeAsync(
        StudentPlan plan, string series, double budget, CancellationToken cancellationToken) => experiment.KeptAsync(
            $"peers {series} {plan.FingerprintAt(budget)} {experiment.Meter.Profile.Key}",
            () => AccelerateAsync(plan, series, budget, cancellationToken));

    private async Task<PeerOutcome> AccelerateAsync(
        StudentPlan plan, string series, double budget, CancellationToken cancellationToken)
    {
        var tableSeconds = await TableSecondsAsync(plan, cancellationToken);
        try
        {
            var forecast = await experiment.ForecastAsync(plan, Budget.Latency(budget), cancellationToken);
            using var result = await experiment.AccelerateAsync(plan, Budget.Latency(budget), cancellationToken);
            var shares = await experiment.SharesOfTeacherAsync(
                [LatencySubject.Of(result.Student)], experiment.Meter, cancellationToken);
            var stages = new Dictionary<string, double>(result.StageSeconds) { [Table] = tableSeconds };
            return PeerOutcome.Of(new PeerRow(
                series,
                series,
                budget,
                shares[0],
                await tuner.ScoreAsync(result.Student, cancellationToken),
                stages.Values.Sum(),
                [.. result.Chosen.Selection.Operations])
            {
                StageSeconds = stages,
                ForecastSeconds = forecast.Stages.ToDictionary(stage => stage.Name, stage => stage.Expected.TotalSeconds),
                SearchTrials = result.TrialSearch?.Trials.Select(Tables.TrialRow.Of).ToList(),
            });
        }
        catch (BudgetException exception)
        {
            return PeerOutcome.Absent(series, budget, exception.Message);
        }
    }

    // The table is stored where the accelerator would store its own.
    private async Task<double> TableSecondsAsync(StudentPlan plan, CancellationToken cancellationToken)
    {
        var profile = experiment.Meter.Profile.Key;
        var kept = await experiment.KeptAsync($"peers {Table} {plan.Pool} {profile}", async () =>
        {
            var started = Stopwatch.GetTimestamp();
            await experiment.Parts(plan, experiment.Settings(plan)).Tables.BuildAsync(
                experiment.Teacher.Definition,
                plan.SearchSpace,
                Path.Combine(experiment.Folder, plan.Pool, "latency", $"{profile}.json"),
                new ProgressLines($"{experiment.Family.Name}, {profile}"),
                cancellationToken);
            return new KeptSeconds(Stopwatch.GetElapsedTime(started).TotalSeconds);
        });
        return kept.Seconds;
    }
}
