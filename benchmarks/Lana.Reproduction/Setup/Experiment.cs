using Lana.Internal;
using Lana.Measurement;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Profiling;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Solvers;
using Lana.Trials;
using Lana.Weights;

namespace Lana.Reproduction.Setup;

/// <summary>The common data of the cells of one family and seed: the images, the trained teacher, the meter and a
/// folder in which pools are shared.</summary>
internal sealed class Experiment : IDisposable
{
    private const int Comparisons = 5;

    private readonly NetworkTrainer _trainer;
    private readonly Dictionary<string, PairedComparison> _comparisons = [];

    private Experiment(
        ReproductionOptions options, Miniature family, ulong seed, (ImageData Data, Network Teacher) learnt)
    {
        (Options, Family, Seed) = (options, family, seed);
        (Data, Teacher) = learnt;
        Folder = Path.Combine(options.Work, $"{family.Name}-{seed}");
        _trainer = new NetworkTrainer(options, Data);
    }

    public ReproductionOptions Options { get; }

    public Miniature Family { get; }

    public ulong Seed { get; }

    public ImageData Data { get; }

    public Network Teacher { get; }

    public string Folder { get; }

    public Scale Scale => Options.Scale;

    /// <summary>Measures one image on one thread in ONNX Runtime.</summary>
    public ILatencyMeter Meter { get; } = new OnnxRuntimeLatencyMeter();

    public static async Task<Experiment> OpenAsync(
        ReproductionOptions options, Miniature family, ulong seed, CancellationToken cancellationToken)
    {
        var data = ImageData.Open(options);
        var teacher = await new NetworkTrainer(options, data).GetAsync(
            family.Define(family.Teacher, options.Scale, data.Classes),
            family.TeacherTask(options.Scale),
            family.TeacherPath(options),
            cancellationToken);
        return new Experiment(options, family, seed, (data, teacher));
    }

    /// <summary>Creates the same with an untrained teacher, for measurements that do not depend on its weights.</summary>
    public static Experiment Untrained(ReproductionOptions options, Miniature family)
    {
        var data = ImageData.Open(options);
        return new Experiment(
            options, family, seed: 0, (data, family.Define(family.Teacher, options.Scale, data.Classes).Build()));
    }

    /// <summary>Reads a member of the family without its weights.</summary>
    public NetworkDefinition Member(string name) => Family.Define(name, Scale, Data.Classes);

    /// <summary>Trains a plain member, for as many epochs as a student and everything from which it was made.</summary>
    public Task<Network> TrainMemberAsync(string name, bool withTeacher, CancellationToken cancellationToken)
    {
        var task = Family.MemberTask(Scale, Seed) with { Teacher = withTeacher ? Teacher : null };
        var member = Member(name);
        var kind = withTeacher ? "-distilled" : "";
        var file = $"{name}-{member.Input.Height}-pixels-{task.Epochs}-epochs{kind}.safetensors";
        return _trainer.GetAsync(member, task, Path.Combine(Folder, "members", file), cancellationToken);
    }

    /// <summary>Runs the complete pipeline with the public accelerator.</summary>
    public Task<AccelerationResult> AccelerateAsync(
        StudentPlan plan, Budget budget, CancellationToken cancellationToken) => Accelerator(plan).AccelerateAsync(
            Teacher,
            new TrainingData(Data.Train, Data.HeldOut),
            budget,
            new ProgressLines($"{Family.Name}-{Seed}, {plan.Name}, {budget}"),
            cancellationToken);

    /// <summary>The expected duration of every stage on this machine.</summary>
    public Task<AccelerationForecast> ForecastAsync(
        StudentPlan plan, Budget budget, CancellationToken cancellationToken) => Accelerator(plan).ForecastAsync(
            Teacher, new TrainingData(Data.Train, Data.HeldOut), budget, cancellationToken: cancellationToken);

    private Accelerator Accelerator(StudentPlan plan)
    {
        var settings = Settings(plan);
        var parts = Parts(plan, settings);
        var options = new AcceleratorOptions
        {
            RunDirectory = Path.Combine(Folder, plan.Pool),
            Seed = Seed,
            SkipSlowOperations = plan.SkipsSlowOperations,
            TrialSearch = plan.Trials > 0 ? new TrialSearchOptions { Trials = plan.Trials, TrialsPerRound = (plan.Trials + 1) / 3 } : null,
        };
        return new Accelerator(parts, options);
    }

    /// <summary>The stages of an accelerator, for tables that stop before its end.</summary>
    public AccelerationParts Parts(StudentPlan plan, StageOptions settings)
    {
        var meter = plan.Meter ?? Meter;
        var parts = AccelerationParts.Default(plan.SearchSpace, meter, settings);
        return parts with
        {
            Tables = new LatencyTableBuilder(meter, logger: new ConsoleWarnings<LatencyTableBuilder>()),
            Trainer = new CandidateTrainer(settings.Pretraining, logger: new ConsoleWarnings<CandidateTrainer>()),
            Selector = plan.Selector ?? parts.Selector,
        };
    }

    public StageOptions Settings(StudentPlan plan)
    {
        var task = Family.StudentRequest(Scale);
        var fineTuning = Options.Training(plan.FineTuningEpochs ?? task.Epochs);
        (fineTuning.LearningRate, fineTuning.FeatureWeight) = (task.Rate, Scale.FeatureWeight);
        return new StageOptions
        {
            Pretraining = new PretrainingOptions
            {
                Precision = Options.Scale.Precision,
                ImagesPerEpoch = plan.PretrainingImages ?? Scale.PretrainingImages,
                Epochs = plan.PretrainingEpochs,
                LearningRate = plan.PretrainingRate ?? Scale.PretrainingRate,
            },
            Scoring = new ScoringOptions { Images = Scale.ScoringImages },
            Selection = new SelectionOptions { Solutions = plan.Solutions ?? Scale.Solutions },
            Ranking = new RankingOptions { Images = Scale.ScoringImages },
            FineTuning = fineTuning,
        };
    }

    /// <summary>Returns a row of a table, computed once: a cell that was stopped continues with the missing rows.</summary>
    /// <param name="what">Everything that the row depends on, in addition to the teacher and the scale.</param>
    /// <param name="make">Computes the row.</param>
    public async Task<T> KeptAsync<T>(string what, Func<Task<T>> make)
        where T : class
    {
        var inputs = ContentHash.Of(ModuleWeights.Fingerprint(Teacher), $"{Scale}", $"{Seed}", what);
        var path = Path.Combine(Folder, "rows", $"{inputs}.json");
        if (File.Exists(path))
        {
            return JsonFile.Read<T>(path);
        }

        var row = await make();
        AtomicFile.WriteJson(path, row);
        return row;
    }

    /// <summary>Computes the accuracy on the test images, 0 to 1.</summary>
    public async Task<double> TestAsync(Network network, CancellationToken cancellationToken) =>
        (await NetworkEvaluator.EvaluateAsync(
            network, Data.At(network.Input.Height).Test, cancellationToken: cancellationToken)).Accuracy;

    /// <summary>Returns the latency of a member of the family as a share of the teacher's, measured once.</summary>
    public async Task<double> ShareOfTeacherAsync(string member, CancellationToken cancellationToken)
    {
        var kept = await KeptAsync($"share of {member} on {Meter.Profile.Key}", async () =>
        {
            var shares = await SharesOfTeacherAsync([LatencySubject.Of(Member(member))], Meter, cancellationToken);
            return new KeptShare(shares[0]);
        });
        return kept.Share;
    }

    /// <summary>Returns the latencies of networks as shares of the teacher's: the median of five comparisons, since on
    /// a shared machine single comparisons differ by a few percent.</summary>
    public async Task<IReadOnlyList<double>> SharesOfTeacherAsync(
        IReadOnlyList<LatencySubject> networks, ILatencyMeter meter, CancellationToken cancellationToken)
    {
        var comparisons = new List<IReadOnlyList<PairedLatency>>();
        while (comparisons.Count < Comparisons)
        {
            comparisons.Add(await BesideTeacherAsync(networks, meter, cancellationToken));
        }

        return [.. networks.Select((_, index) => comparisons
            .Select(pairs => pairs[index].Share)
            .Order()
            .ElementAt(Comparisons / 2))];
    }

    /// <summary>Measures networks together with the teacher.</summary>
    /// <remarks>The teacher's undisturbed latency on a device is remembered while the cell is measured.</remarks>
    public Task<IReadOnlyList<PairedLatency>> BesideTeacherAsync(
        IReadOnlyList<LatencySubject> networks, ILatencyMeter meter, CancellationToken cancellationToken)
    {
        if (!_comparisons.TryGetValue(meter.Profile.Key, out var comparison))
        {
            _comparisons[meter.Profile.Key] = comparison = new PairedComparison(meter, LatencySubject.Of(Teacher.Definition));
        }

        return comparison.MeasureAsync(networks, progress: null, cancellationToken);
    }

    public void Dispose() => Teacher.Dispose();
}
