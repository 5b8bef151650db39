using System.Text.Json;
using Lana.Candidates;
using Lana.FineTuning;
using Lana.Measuring;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Scoring;
using Lana.Selection;
using Lana.Storage;
using Lana.Tables;
using Lana.Weights;

namespace Lana.Acceleration;

/// <summary>One acceleration: its stages, each kept in the run directory under the hash of what it was made
/// from.</summary>
internal sealed class AccelerationRun(
    AccelerationParts parts, AccelerationSettings settings, AcceleratorOptions options, RunDirectory run) : IDisposable
{
    // A busy machine spoils a measurement now and then: the median of three decides.
    private const int FinalMeasurements = 3;

    private readonly Lazy<CandidatePool> _pool = new(() => CandidatePool.Open(run.File("pool")));
    private LatencyTable? _table;
    private string _inputs = "";

    private string CheckpointPath => run.File("student", "checkpoint.safetensors");

    public required LayeredNetwork Teacher { get; init; }

    public required TrainingData Data { get; init; }

    public required IProgress<LanaProgress>? Progress { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Stage one: what every operation takes on this device, before anything is trained.</summary>
    public async Task<LatencyTable> MeasureOperationsAsync()
    {
        var file = run.File("latency", $"{parts.Meter.Profile.Key}.json");
        _table = await parts.Tables
            .BuildAsync(Teacher.Definition, parts.Zoo, file, Progress, CancellationToken)
            .ConfigureAwait(false);
        return _table;
    }

    /// <summary>The operations worth training; an error where even the fastest of them miss the budget.</summary>
    public IReadOnlyList<CandidateJob> Plan(LatencyTable table, double budgetMs)
    {
        var jobs = CandidatePlan.Make(Teacher.Definition, parts.Zoo, table, options.SkipSlowOperations);
        var fastest = table.ConstantMs + jobs
            .GroupBy(job => job.Layer.Name)
            .Sum(layer => layer.Min(job => table.Find(layer.Key, job.Operation.Name)!.LatencyMs));
        return fastest <= budgetMs
            ? jobs
            : throw new BudgetException(budgetMs, fastest, "the fastest operation in every layer is too slow.");
    }

    /// <summary>Stage two: the operations, trained against the teacher's features.</summary>
    /// <returns>The jobs that can be used: those that failed are left out.</returns>
    public async Task<IReadOnlyList<CandidateJob>> TrainAsync(IReadOnlyList<CandidateJob> jobs)
    {
        var fingerprint = ModuleWeights.Fingerprint(Teacher);
        var task = new PretrainingTask(Teacher, jobs, Data.Train, _pool.Value)
        {
            Seed = options.Seed,
            TeacherFingerprint = fingerprint,
        };
        var stage = ContentHash.Of(
            fingerprint,
            Data.Train.Fingerprint,
            $"{options.Seed}",
            JsonSerializer.Serialize(settings.Pretraining),
            string.Join(' ', jobs.Select(job => $"{job.Layer.Name}/{job.Operation}")));

        // The pool knows for itself what is missing, so it is asked even where the stage is on record.
        var entries = await run
            .TimedAsync("pre-training", stage, () => parts.Trainer.TrainAsync(task, Progress, CancellationToken))
            .ConfigureAwait(false);
        _inputs = ContentHash.Of(stage, string.Join(' ', entries.Select(entry => $"{entry.Recipe}{entry.FileHash}")));
        var failed = entries
            .Where(entry => !entry.IsTrained)
            .Select(entry => (entry.Layer, entry.Operation))
            .ToHashSet();
        return [.. jobs.Where(job => !failed.Contains((job.Layer.Name, job.Operation.Name)))];
    }

    /// <summary>Stage three: what each operation does to the loss when it alone takes its layer's place.</summary>
    public async Task<ScoreTable> ScoreAsync(IReadOnlyList<CandidateJob> jobs)
    {
        _inputs = ContentHash.Of(_inputs, JsonSerializer.Serialize(settings.Scoring), settings.Objective);
        var file = await run
            .StageAsync("scores", _inputs, async () => ScoreFile.Of(await parts.Scorer
                .ScoreAsync(
                    new ScoringTask(Teacher, jobs, Data.Train, _pool.Value) { Seed = options.Seed },
                    Progress,
                    CancellationToken)
                .ConfigureAwait(false)))
            .ConfigureAwait(false);
        return file.ToTable();
    }

    /// <summary>Stage four: the selection, ranked, measured and corrected until it is within the budget.</summary>
    public Task<ChosenSelection> SelectAsync(
        IReadOnlyList<CandidateJob> jobs, ScoreTable scores, LatencyTable table, Budget budget)
    {
        _inputs = ContentHash.Of(
            _inputs,
            JsonSerializer.Serialize(settings.Selection),
            JsonSerializer.Serialize(settings.Ranking),
            string.Join(' ', table.Entries.Select(entry => $"{entry.Layer}/{entry.Operation} {entry.LatencyMs:R}")),
            $"{budget} {options.MaxRounds} {options.SafetyMargin:R} {options.UnusedShare:R}");
        var task = new LoopTask(Teacher, _pool.Value, scores, table)
        {
            Jobs = jobs.ToDictionary(job => (job.Layer.Name, job.Operation.Name)),
            Data = Data.Train,
            BudgetMs = budget.Resolve(table.TeacherMs),
            IsRelative = budget.TeacherFraction is not null,
        };
        return run.StageAsync(
            "selections",
            _inputs,
            () => new ClosedLoop(parts, options, settings.Selection).RunAsync(task, Progress, CancellationToken));
    }

    /// <summary>Stage five: the student, fine-tuned, written, checked and measured.</summary>
    public async Task<AccelerationResult> FinishAsync(
        IReadOnlyList<CandidateJob> jobs, ChosenSelection chosen, Budget budget)
    {
        var byName = jobs.ToDictionary(job => (job.Layer.Name, job.Operation.Name));
        var student = _pool.Value
            .Assemble(Teacher, Teacher.Layers.Select((layer, index) => byName[(layer.Name, chosen.Operations[index])]))
            .Detach();
        try
        {
            var parity = await ShapeAsync(student, chosen).ConfigureAwait(false);
            var latency = await MeasureAsync(student, budget).ConfigureAwait(false);
            return new AccelerationResult(
                student, chosen, latency, parity, _table!, _pool.Value.Entries, run.Seconds, run.Path);
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

    private async Task<OnnxParityResult> ShapeAsync(LayeredNetwork student, ChosenSelection chosen)
    {
        var inputs = ContentHash.Of(
            _inputs,
            string.Join(' ', chosen.Operations),
            JsonSerializer.Serialize(settings.FineTuning),
            Data.HeldOut?.Fingerprint ?? "",
            $"{options.RecalibrationImages}");
        OnnxParityResult? parity = null;
        var hash = await run
            .StageAsync("fine-tuning", inputs, async () =>
            {
                await FineTuneAsync(student, inputs).ConfigureAwait(false);
                parity = StudentFiles.Write(run, student, chosen, options.Seed);
                return ContentHash.OfFile(run.File("student.safetensors"));
            })
            .ConfigureAwait(false);
        parity ??= Restore(student, chosen, hash);

        // Only now that the stage is on record: until then a stop would cost the whole training.
        File.Delete(CheckpointPath);
        return parity;
    }

    // The stage is on record: its weights are read back, and refused if they are not what was written.
    private OnnxParityResult Restore(LayeredNetwork student, ChosenSelection chosen, string hash)
    {
        var path = run.File("student.safetensors");
        if (!File.Exists(path) || ContentHash.OfFile(path) != hash)
        {
            throw new DamagedFileException(
                path, $"it is not what was written. Delete '{run.File("fine-tuning.json")}' to have it made again.");
        }

        ModuleWeights.Load(student, path);
        return StudentFiles.Write(run, student, chosen, options.Seed);
    }

    private async Task FineTuneAsync(LayeredNetwork student, string inputs)
    {
        if (settings.FineTuning.Epochs == 0)
        {
            await Recalibration
                .RunAsync(student, Data.Train, options.RecalibrationImages, options.Seed)
                .ConfigureAwait(false);
            return;
        }

        var task = new FineTuningTask(student, Data.Train)
        {
            Teacher = Teacher,
            Validation = Data.HeldOut,
            CheckpointPath = CheckpointPath,
            Origin = inputs,
            Seed = options.Seed,
        };
        await parts.FineTuner.FineTuneAsync(task, Progress, CancellationToken).ConfigureAwait(false);
    }

    private async Task<MeasuredLatency> MeasureAsync(LayeredNetwork student, Budget budget)
    {
        var runs = new List<MeasuredLatency>(FinalMeasurements);
        for (var index = 0; index < FinalMeasurements; index++)
        {
            var (teacherMs, studentMs) = await SideBySide
                .MeasureAsync(parts.Meter, Teacher, student, Progress, CancellationToken)
                .ConfigureAwait(false);
            runs.Add(new MeasuredLatency(teacherMs, studentMs, budget.Resolve(teacherMs)));
        }

        return runs.OrderBy(measured => measured.StudentMs / measured.BudgetMs).ElementAt(FinalMeasurements / 2);
    }
}
