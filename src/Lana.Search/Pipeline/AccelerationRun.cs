using System.Text.Json;
using Lana.Calibration;
using Lana.Candidates;
using Lana.Internal;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Scoring;
using Lana.Selections;
using Lana.Tables;
using Lana.Weights;

namespace Lana.Pipeline;

/// <summary>One acceleration: its stages, each kept in the run directory under the hash of what it was made
/// from.</summary>
internal sealed class AccelerationRun(RunContext context) : IDisposable
{
    private readonly Lazy<CandidatePool> _pool = new(() => CandidatePool.Open(context.Run.File("pool")));
    private string _inputs = "";

    /// <summary>Stage one: what every operation takes on this device, before anything is trained.</summary>
    public Task<LatencyTable> MeasureOperationsAsync() => context.Parts.Tables.BuildAsync(
        context.Teacher.Definition,
        context.Parts.SearchSpace,
        context.Run.File("latency", $"{context.Parts.Meter.Profile.Key}.json"),
        context.Progress,
        context.CancellationToken);

    /// <summary>The operations worth training; an error where even the fastest of them miss the budget.</summary>
    public IReadOnlyList<Candidate> Plan(LatencyTable table, double budgetMs)
    {
        var candidates = CandidatePlan.Make(
            context.Teacher.Definition, context.Parts.SearchSpace, table, context.Options.SkipSlowOperations);
        var fastest = new TableLatencyPredictor(table).Predict(new Selection(candidates
            .GroupBy(candidate => candidate.Layer.Index, candidate => candidate.Key)
            .Select(layer => layer.MinBy(key => table.Find(key)!.LatencyMs)))).LatencyMs;
        return fastest <= budgetMs
            ? candidates
            : throw new BudgetException(budgetMs, fastest, "the fastest operation in every layer is too slow.");
    }

    /// <summary>Stage two: the operations, trained against the teacher's features.</summary>
    /// <returns>The candidates that can be used: those that failed are left out.</returns>
    public async Task<IReadOnlyList<Candidate>> TrainAsync(IReadOnlyList<Candidate> candidates, LatencyTable table)
    {
        var fingerprint = ModuleWeights.Fingerprint(context.Teacher);
        var task = new PretrainingRequest(context.Teacher, candidates, context.Data.Train, _pool.Value)
        {
            Seed = context.Options.Seed,
            Costs = table.ToCostTable(),
            TeacherFingerprint = fingerprint,
        };
        var stage = ContentHash.Of(
            fingerprint,
            context.Data.Train.Fingerprint,
            $"{context.Options.Seed}",
            string.Join(' ', candidates.Select(candidate => $"{candidate.Layer.Name}/{candidate.Operation}")));

        // The pool knows for itself what is missing, so it is asked even where the stage is on record.
        var entries = await context.Run
            .TimedAsync(
                "pre-training",
                stage,
                () => context.Parts.Trainer.TrainAsync(task, context.Progress, context.CancellationToken))
            .ConfigureAwait(false);
        _inputs = ContentHash.Of(stage, string.Join(' ', entries.Select(entry => $"{entry.Fingerprint}{entry.FileHash}")));
        var failed = entries
            .Where(entry => !entry.IsTrained)
            .Select(entry => entry.Key)
            .ToHashSet();
        return [.. candidates.Where(candidate => !failed.Contains(candidate.Key))];
    }

    /// <summary>Stage three: what each operation does to the loss when it alone takes its layer's place.</summary>
    public async Task<ScoreTable> ScoreAsync(IReadOnlyList<Candidate> candidates)
    {
        _inputs = ContentHash.Of(_inputs, context.Parts.Scorer.Fingerprint);
        var task = new ScoringRequest(context.Teacher, candidates, context.Data.Train, _pool.Value)
        {
            Seed = context.Options.Seed,
        };
        var file = await context.Run
            .StageAsync("scores", _inputs, async () => ScoreFile.Of(await context.Parts.Scorer
                .ScoreAsync(task, context.Progress, context.CancellationToken)
                .ConfigureAwait(false)))
            .ConfigureAwait(false);
        return file.ToTable();
    }

    /// <summary>What the next stages choose from.</summary>
    public LoopTask Prepare(
        IReadOnlyList<Candidate> candidates, ScoreTable scores, LatencyTable table, Budget budget)
    {
        var task = new LoopTask(context.Teacher, _pool.Value, scores, table)
        {
            Candidates = candidates.ToDictionary(candidate => candidate.Key),
            Data = context.Data.Train,
            BudgetMs = budget.Resolve(table.TeacherMs),
            IsRelative = budget.TeacherFraction is not null,
            History = context.History,
        };
        var ranking = context.Parts.Ranker.Fingerprint;
        var device = Fingerprint(table);
        var limit = FormattableString.Invariant($"{budget.TeacherFraction:R} {budget.Ms:R}");
        _inputs = ContentHash.Of(
            _inputs,
            context.Parts.Selector.Fingerprint,
            context.Selection is { } selection ? OptionsFingerprint.Of(selection) : "",
            ranking,
            device,
            limit,
            FormattableString.Invariant(
                $"{context.Options.MaxRounds} {context.Options.SafetyMargin:R} {context.Options.UnusedShare:R}"));
        return task;
    }

    /// <summary>Stage four: the selection, ranked, measured and corrected until it is within the budget.</summary>
    public Task<MeasuredSelection> SelectAsync(LoopTask task) => context.Run.StageAsync(
        "selections",
        _inputs,
        () => new ClosedLoop(context.Parts, context.Options, context.Selection, task)
            .RunAsync(context.Progress, context.CancellationToken));

    /// <summary>Where it is asked for: the selection after single swaps, each of them measured.</summary>
    /// <returns>Null where it is not asked for.</returns>
    public async Task<RefinedSelection?> RefineAsync(LoopTask task, MeasuredSelection chosen) =>
        context.Options.Refinement is not { } refinement
            ? null
            : await context.Run
                .StageAsync(
                    "refinement",
                    ContentHash.Of(_inputs, JsonSerializer.Serialize(chosen), JsonSerializer.Serialize(refinement)),
                    () => new MeasuredRefinement(context.Parts, context.Options, refinement, task)
                        .RunAsync(chosen, context.Progress, context.CancellationToken))
                .ConfigureAwait(false);

    /// <summary>Where it is asked for: the selection that does best in a short fine-tuning.</summary>
    /// <returns>Null where it is not asked for, where nothing is fine-tuned, or where nobody competes.</returns>
    public async Task<SuccessiveHalvingResult?> CompeteAsync(LoopTask task, MeasuredSelection chosen) =>
        context.Options.SuccessiveHalving is not { } contest || context.Parts.FineTuner.IsOff
            ? null
            : await new SuccessiveHalving(context, contest, task, _inputs).RunAsync(chosen).ConfigureAwait(false);

    /// <summary>Stage five: the student, fine-tuned, written, checked and measured.</summary>
    public async Task<AccelerationResult> FinishAsync(LoopTask task, MeasuredSelection chosen, Budget budget)
    {
        var student = task.Assemble(chosen.Selection).Detach();
        try
        {
            var finishing = new StudentRun(context, student, chosen, _inputs);
            var parity = await finishing.ShapeAsync().ConfigureAwait(false);
            var latency = await finishing.MeasureAsync(budget).ConfigureAwait(false);
            return new AccelerationResult(
                student,
                chosen,
                latency,
                parity,
                task.Table,
                task.Scores,
                _pool.Value.Entries,
                context.Run.Seconds,
                context.Run.Path);
        }
        catch
        {
            student.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_pool.IsValueCreated)
        {
            _pool.Value.Dispose();
        }
    }

    private static string Fingerprint(LatencyTable table) => ContentHash.Of(
        FormattableString.Invariant($"{table.TeacherMs:R} {table.ConstantMs:R}"),
        string.Join(' ', table.Entries.Select(
            entry => FormattableString.Invariant($"{entry.Key.Layer}/{entry.Key.Operation} {entry.LatencyMs:R}"))),
        string.Join(' ', table.Networks.Select(
            network => FormattableString.Invariant($"{network.Selection} {network.LatencyMs:R}"))));
}
