using Lana.Calibration;
using Lana.Objectives;
using Lana.Pool;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>One acceleration: runs the stages and passes the result of each to those that need it.</summary>
internal sealed class AccelerationRun(
    AccelerationParts parts, AcceleratorOptions options, RunStore store) : IDisposable
{
    /// <summary>The name of the stage that measures the candidates.</summary>
    public const string LatencyTable = "latency table";

    private readonly Lazy<CandidatePool> _pool = new(() => CandidatePool.Open(store.File("pool")));

    public required TeacherModel Teacher { get; init; }

    public required TrainingData Data { get; init; }

    public required StageContext Context { get; init; }

    /// <summary>True if candidates have been trained in this directory.</summary>
    public bool HasBegun => File.Exists(store.File("pool", "manifest.json"));

    /// <summary>The file of the latency table.</summary>
    public string TablePath => store.File("latency", $"{parts.Meter.Profile.Key}.json");

    /// <summary>The latency of every candidate on this device, measured before anything is trained.</summary>
    public Task<LatencyTable> MeasureCandidatesAsync() => store.TimeAsync(LatencyTable, () => parts.Tables.BuildAsync(
        Teacher.Network.Definition, parts.SearchSpace, TablePath, Context.Progress, Context.CancellationToken));

    /// <summary>The complete table of an earlier run; null if there is none.</summary>
    public LatencyTable? KeptTable() => File.Exists(TablePath)
        && Tables.LatencyTable.Load(TablePath).RequireFor(parts.Meter.Profile, Teacher.Network.Definition) is { IsComplete: true } table
            ? table
            : null;

    /// <summary>The candidates worth training; throws if even the fastest operations miss the budget.</summary>
    public IReadOnlyList<Candidate> Plan(LatencyTable table, TableBudget budget)
    {
        var candidates = CandidatePlan.Make(
            Teacher.Network.Definition, parts.SearchSpace, table, options.SkipSlowOperations);
        var fastest = new TableLatencyPredictor(table).Predict(new Selection(candidates
            .GroupBy(candidate => candidate.Layer.Index, candidate => candidate.Key)
            .Select(layer => layer.MinBy(key => table.Find(key)!.LatencyMs)))).LatencyMs;
        return fastest <= budget.Ms
            ? candidates
            : throw new BudgetException(budget.Ms, fastest, "the fastest operation in every layer is too slow.");
    }

    public Task<StageResult<TrainedCandidates>> TrainAsync(IReadOnlyList<Candidate> candidates, LatencyTable table) =>
        store.RunAsync(
            new PretrainingStage(),
            new PretrainingInputs(Teacher, candidates, Data.Train, options.Seed)
            {
                Trainer = parts.Trainer,
                Pool = _pool.Value,
                Costs = table.ToCostTable(),
            },
            Context);

    public async Task<StageResult<ScoreTable>> ScoreAsync(StageResult<TrainedCandidates> trained, LatencyTable table)
    {
        var inputs = new ScoringInputs(Teacher, trained, Data.Train, parts.Scorer, options.Seed)
        {
            Costs = table.ToCostTable(),
            Pool = _pool.Value,
        };
        var (scores, fingerprint) = await store.RunAsync(new ScoringStage(), inputs, Context).ConfigureAwait(false);
        return new StageResult<ScoreTable>(scores.ToTable(), fingerprint);
    }

    /// <summary>The inputs that the selection and all later stages share.</summary>
    public SelectionInputs Prepare(
        IReadOnlyList<Candidate> candidates, StageResult<ScoreTable> scores, LatencyTable table, TableBudget budget) =>
        new()
        {
            Teacher = Teacher,
            Scores = scores,
            Table = table,
            Budget = budget,
            Data = Data.Train,
            Selector = parts.Selector,
            Ranker = parts.Ranker,
            MaxRounds = options.MaxRounds,
            SafetyMargin = options.SafetyMargin,
            UnusedShare = options.UnusedShare,
            Seed = options.Seed,
            Comparison = new PairedComparison(parts.Meter, Teacher.Subject) { IsRelative = budget.IsRelative },
            Pool = _pool.Value,
            Candidates = candidates.ToDictionary(candidate => candidate.Key),
        };

    public async Task<MeasuredSelection> SelectAsync(SelectionInputs inputs) =>
        (await store.RunAsync(new SelectionStage(), inputs, Context).ConfigureAwait(false)).Value;

    /// <summary>The selection after single swaps; null if <see cref="AcceleratorOptions.Refinement"/> is off.</summary>
    public async Task<RefinedSelection?> RefineAsync(SelectionInputs inputs, MeasuredSelection chosen) =>
        options.Refinement is not { } refinement
            ? null
            : (await store
                .RunAsync(new RefinementStage(), new RefinementInputs(inputs, chosen, refinement), Context)
                .ConfigureAwait(false)).Value;

    /// <summary>The search by short fine-tunings; null if <see cref="AcceleratorOptions.TrialSearch"/> or the fine-tuning is
    /// off.</summary>
    public async Task<TrialSearchResult?> TryAsync(SelectionInputs inputs, MeasuredSelection chosen) =>
        options.TrialSearch is not { } search || parts.FineTuner.IsOff
            ? null
            : await new TrialSearch(store, Context)
                .RunAsync(new TrialSearchInputs(inputs, chosen, search, parts.FineTuner, Data.HeldOut))
                .ConfigureAwait(false);

    /// <summary>Makes the student: fine-tunes, writes, checks and measures it.</summary>
    public async Task<AccelerationResult> FinishAsync(SelectionInputs inputs, MeasuredSelection chosen)
    {
        var student = inputs.Assemble(chosen.Selection).Detach();
        try
        {
            var files = new StudentFolder(store.Path);
            var stage = new FineTuningStage();
            var (written, _) = await store
                .RunAsync(
                    stage,
                    new FineTuningInputs(inputs, chosen, parts.FineTuner, Data.HeldOut, options.RecalibrationImages)
                    {
                        Student = student,
                        Files = files,
                    },
                    Context)
                .ConfigureAwait(false);
            var parity = written.Parity ?? files.Restore(
                student,
                chosen.Selection,
                written.WeightsHash,
                store.File($"{stage.Name}.json"),
                options.Seed,
                TeacherOutputSource.ImagesOf(Data.Train));

            // Deleted only after the stage is recorded: before that, a stop would lose the whole training.
            File.Delete(files.CheckpointPath);
            var agreements = await CompareAsync(student, written).ConfigureAwait(false);
            var latency = await FinalLatency
                .MeasureAsync(inputs, LatencySubject.Of(student, "student"), Context)
                .ConfigureAwait(false);
            return new AccelerationResult(
                student,
                chosen,
                latency,
                parity,
                inputs.Table,
                inputs.Scores.Value,
                _pool.Value.Entries,
                store.Seconds,
                store.Path)
            {
                OutputAgreements = agreements,
                FineTuningCurve = written.Curve,
                Settings = OptionTexts.Of(options, parts),
            };
        }
        catch
        {
            student.Dispose();
            throw;
        }
    }

    // Empty without held-out images.
    private async Task<IReadOnlyList<OutputAgreement>> CompareAsync(Network student, WrittenStudent written)
    {
        if (Data.HeldOut is not { } heldOut)
        {
            return [];
        }

        var inputs = new AgreementInputs(Teacher, written.WeightsHash, heldOut, parts.Objective.LogitsOf(Teacher.Network.Definition))
        {
            Student = student,
        };
        return (await store.RunAsync(new AgreementStage(), inputs, Context).ConfigureAwait(false)).Value;
    }

    public void Dispose()
    {
        if (_pool.IsValueCreated)
        {
            _pool.Value.Dispose();
        }
    }
}
