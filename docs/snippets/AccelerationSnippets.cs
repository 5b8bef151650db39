using Lana;
using Lana.Calibration;
using Lana.Candidates;
using Lana.Data;
using Lana.Export;
using Lana.FineTuning;
using Lana.Measurement;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Profiling;
using Lana.Scoring;
using Lana.Selections;
using Lana.Solvers;
using Microsoft.Extensions.DependencyInjection;
#region report
using Lana.Reporting;
#endregion

namespace Snippets;

internal static class AccelerationSnippets
{
    public static async Task AccelerateAsync(
        IAccelerator accelerator,
        Network teacher,
        IBatchSource train,
        IBatchSource heldOut,
        IProgress<LanaProgress> progress,
        CancellationToken cancellationToken)
    {
        #region accelerate
        using var result = await accelerator.AccelerateAsync(
            teacher, new TrainingData(train, heldOut), Budget.Latency(fraction: 0.45), progress, cancellationToken);
        Console.WriteLine($"{result.Latency.Speedup:F2} times as fast: {result.OnnxPath}");
        #endregion
    }

    public static void Report(AccelerationResult result)
    {
        #region report
        result.SaveReport("report.html", new AccelerationReportOptions { TeacherAccuracy = 0.902, StudentAccuracy = 0.897 });
        #endregion
    }

    public static async Task ForecastAsync(IAccelerator accelerator, Network teacher, TrainingData data, Budget budget)
    {
        #region forecast
        AccelerationForecast forecast = await accelerator.ForecastAsync(teacher, data, budget);
        Console.WriteLine(forecast);       // a line for each stage, the total, memory and disk space
        #endregion
    }

    public static Accelerator ChooseEffort(ServiceCollection services, ISearchSpace space, ILatencyMeter meter)
    {
        #region effort
        services.AddLana().UseEffort(Effort.Quick);       // with a container

        var accelerator = new Accelerator(                // without
            AccelerationParts.Default(space, meter, StageOptions.Of(Effort.Quick)), AcceleratorOptions.Of(Effort.Quick));
        #endregion
        return accelerator;
    }

    public static async Task RunStepByStepAsync(Network teacher, SearchSpace searchSpace, IBatchSource train, IBatchSource heldOut)
    {
        #region step-by-step
        var table = await new LatencyTableBuilder(new OnnxRuntimeLatencyMeter())
            .BuildAsync(teacher.Definition, searchSpace, "latency.json");
        var candidates = searchSpace.CandidatesFor(teacher.Definition);
        using var pool = CandidatePool.Open("pool");
        await new CandidateTrainer().TrainAsync(new PretrainingRequest(teacher, candidates, train, pool));
        var scores = await new CandidateScorer().ScoreAsync(new ScoringRequest(teacher, candidates, train, pool));

        var budgetMs = 0.45 * table.TeacherMs;
        var problem = SelectionProblem.From(scores, new TableLatencyPredictor(table).ToCostTable(budgetMs), budgetMs);
        Selection best = new IlpOperationSelector().Select(problem).Best.Selection;

        var byKey = candidates.ToDictionary(candidate => candidate.Key);
        using var student = pool.Assemble(teacher, best.Select(key => byKey[key])).Detach();
        await new FineTuner().FineTuneAsync(new FineTuningRequest(student, train) { Teacher = teacher, Validation = heldOut });
        OnnxExporter.Export(student, "student.onnx");
        #endregion
    }
}
