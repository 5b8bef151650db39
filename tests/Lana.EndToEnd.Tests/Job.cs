using Lana.Analysis.Refining;
using Lana.Candidates;
using Lana.Data;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Sharding;
using Lana.Solvers;
using Lana.Trials;

namespace Lana;

/// <summary>The whole way, tiny: the same in every process that does it.</summary>
internal sealed record Job(string Directory)
{
    private static readonly StageOptions Short = new()
    {
        Pretraining = new PretrainingOptions { ImagesPerEpoch = 16, BatchSize = 8, Workers = 2, MemoryBudgetBytes = 1_000_000 },
        Scoring = new ScoringOptions { Images = 32, BatchSize = 16, Workers = 2 },
        Selection = new SelectionOptions { Solutions = 4, Threads = 1 },
        Ranking = new RankingOptions { Images = 32, BatchSize = 16, Workers = 2 },
        FineTuning = new FineTuningOptions { Epochs = 2, BatchSize = 8, Threads = 1, CheckpointInterval = TimeSpan.Zero },
    };

    private static readonly StageOptions Longer = Short with
    {
        Pretraining = new PretrainingOptions
        {
            ImagesPerEpoch = 48,
            BatchSize = 8,
            Workers = 2,
            // Each operation is a group alone, so that little is lost by a kill.
            MemoryBudgetBytes = 1,
        },
        Scoring = new ScoringOptions { Images = 96, BatchSize = 8, Workers = 2 },
    };

    /// <summary>Makes the teacher.</summary>
    public Func<Network> Teacher { get; init; } = () => Some.Teacher();

    public Budget Budget { get; init; } = Budget.Latency(0.6);

    public IBatchSource Train { get; init; } = Some.Images(padding: 1);

    public ulong Seed { get; init; }

    public bool SkipsFineTuning { get; init; }

    public RefinementOptions? Refinement { get; init; }

    public TrialSearchOptions? TrialSearch { get; init; }

    /// <summary>What selects; null for the integer program.</summary>
    public IOperationSelector? Selector { get; init; }

    /// <summary>What scorer, ranker and fine-tuner say of themselves; null for what Lana's own say.</summary>
    public (string? Scorer, string? Ranker, string? FineTuner) PartsFingerprint { get; init; }

    public Counted Counted => field ??= new(
        new CandidateTrainer(Settings.Pretraining),
        new CandidateScorer(Settings.Scoring),
        new NetworkRanker(Settings.Ranking),
        new FineTuner(SkipsFineTuning ? new FineTuningOptions { Epochs = 0 } : Settings.FineTuning))
    {
        Fingerprints = PartsFingerprint,
    };

    private StageOptions Settings { get; init; } = Short;

    /// <summary>The same with more to do in pre-training, scoring and fine-tuning, for those who are killed
    /// there.</summary>
    public static Job Long(string directory) => new(directory)
    {
        Settings = Longer,
        Train = Some.Images(96, padding: 1),
    };

    /// <summary>The same by options on which no result depends.</summary>
    public static Job WithOtherWorkers(string directory) => new(directory)
    {
        Settings = new StageOptions
        {
            Pretraining = new PretrainingOptions
            {
                ImagesPerEpoch = 16,
                BatchSize = 8,
                Workers = 1,
                MemoryBudgetBytes = 2_000_000,
                CheckpointInterval = TimeSpan.FromHours(1),
            },
            Scoring = new ScoringOptions { Images = 32, BatchSize = 16, Workers = 1 },
            Selection = new SelectionOptions { Solutions = 4, Threads = 2 },
            Ranking = new RankingOptions { Images = 32, BatchSize = 16, Workers = 1 },
            FineTuning = new FineTuningOptions
            {
                Epochs = 2,
                BatchSize = 8,
                Threads = 1,
                CheckpointInterval = TimeSpan.FromHours(1),
            },
        },
    };

    public string File(params string[] parts) => Path.Combine([Directory, .. parts]);

    public TrainingData Data => new(Train, Some.Images(16, seed: 9));

    private static SearchSpace Space { get; } =
        SearchSpace.Named("identity", "efn_e1_k3", "cb_stack_k1_w0.5", "cb_stack_k3_w0.25");

    private AccelerationParts Parts => AccelerationParts.Default(Space, new SizeMeter()) with
    {
        Trainer = Counted,
        Scorer = Counted,
        Selector = Selector ?? new IlpOperationSelector(Settings.Selection),
        Ranker = Counted,
        FineTuner = Counted,
    };

    public static IReadOnlyList<Candidate> Candidates(NetworkDefinition teacher) => Space.CandidatesFor(teacher);

    private AcceleratorOptions Options => new()
    {
        RunDirectory = Directory,
        Seed = Seed,
        RecalibrationImages = 16,
        Refinement = Refinement,
        TrialSearch = TrialSearch,
    };

    public async Task<AccelerationResult> RunAsync(
        IProgress<LanaProgress>? progress = null, CancellationToken? cancellationToken = null)
    {
        using var teacher = Teacher();
        return await new Accelerator(Parts, Options).AccelerateAsync(
            teacher, Data, Budget, progress, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The same by many workers.</summary>
    /// <param name="version">The version that a worker says it has; null for its own.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public ShardedAcceleration Sharded(string? version = null, TimeProvider? time = null) =>
        new(Parts, Options, time) { Version = version ?? ShardInputs.LanaVersion };

    /// <summary>Runs to the end and forgets the result; what counts is in the directory.</summary>
    public async Task CompleteAsync()
    {
        using var result = await RunAsync();
    }
}
