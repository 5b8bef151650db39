using System.Diagnostics;
using Lana.Data;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Solvers;
using Samples;

namespace Lana.Benchmarks.Latency;

/// <summary>Requests budgets from the accelerator, one after another, in one run directory.</summary>
/// <remarks>The operations are trained for two steps, and nothing is fine-tuned: whether a budget is met does not
/// depend on their quality. The first budget trains the pool and computes the scores; the others reuse them.</remarks>
internal sealed class BudgetRun(LatencyPlan plan, string folder, CancellationToken cancellationToken)
{
    private const int Images = 128;
    private const double AboveFastest = 1.05;
    private const double Largest = 0.9;

    /// <summary>Requests the budgets.</summary>
    /// <param name="fastest">The attainable minimum, as a share of the teacher, measured.</param>
    public async Task<IReadOnlyList<BudgetRow>> RunAsync(double fastest)
    {
        using var teacher = Teacher.Load();
        var train = FashionMnist.Load().Train;
        var accelerator = Make();
        var smallest = AboveFastest * fastest;
        var rows = new List<BudgetRow>();
        for (var index = 0; index < plan.BudgetCount; index++)
        {
            var budget = smallest + ((Largest - smallest) * index / (plan.BudgetCount - 1));
            rows.Add(await AskAsync(accelerator, teacher, train, budget));
            Console.WriteLine(rows[^1]);
        }

        return rows;
    }

    private async Task<BudgetRow> AskAsync(
        Accelerator accelerator, Network teacher, IBatchSource train, double budget)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var result = await accelerator.AccelerateAsync(
                teacher, new TrainingData(train), Budget.Latency(budget), progress: null, cancellationToken);
            var share = result.Latency.StudentMs / result.Latency.TeacherMs;
            return new BudgetRow(budget, share, result.Chosen.Rounds, Seconds(started), Failure: null);
        }
        catch (BudgetException failure)
        {
            return new BudgetRow(budget, Measured: null, Rounds: 0, Seconds(started), failure.Message);
        }
    }

    private Accelerator Make() => new(
        AccelerationParts.Default(plan.SearchSpace, plan.OnnxMeter(), new StageOptions
        {
            Pretraining = new PretrainingOptions { ImagesPerEpoch = Images, BatchSize = Images / 2 },
            Scoring = new ScoringOptions { Images = Images },
            Selection = new SelectionOptions { Solutions = 4 },
            Ranking = new RankingOptions { Images = Images },
            FineTuning = new FineTuningOptions { Epochs = 0 },
        }),
        options: new AcceleratorOptions { RunDirectory = folder, RecalibrationImages = Images });

    private static double Seconds(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds;
}
