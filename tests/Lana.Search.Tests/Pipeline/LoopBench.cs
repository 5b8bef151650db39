using System.Security.Cryptography;
using Lana.Analysis.Refining;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Runs;
using Lana.Selections;
using Lana.Solvers;
using Lana.Tables;

namespace Lana.Pipeline;

/// <summary>A closed loop over a teacher whose layers may each be the teacher's own or one of two faster
/// operations.</summary>
internal sealed class LoopBench : IDisposable
{
    public const double TeacherMs = 10.0;
    public const double ConstantMs = 2.0;

    public static readonly double[] Shares = [1.0, 0.5, 0.2];

    private static readonly string[] Names = [TeacherOperation.OperationName, "efn_e1_k3", "cb_stack_k1_w0.5"];

    private readonly Scratch _scratch = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _selections = new(StringComparer.Ordinal);

    public Network Teacher { get; } = Some.Teacher();

    public AcceleratorOptions Options { get; } = new();

    public SelectionOptions Selection { get; } = new() { Solutions = 4, Threads = 1 };

    /// <summary>How much slower than the meter finds them the table's networks were measured; 0 for none.</summary>
    public double TableFactor { get; init; }

    public Func<Network, double> Loss { get; set; } = network => network.Cost.Parameters / 1e6;

    public void Dispose()
    {
        Teacher.Dispose();
        _scratch.Dispose();
    }

    public static double LayerMs(Layer layer) => 0.5 + (0.1 * layer.Index);

    public static double PlainSum(IReadOnlyList<string> operations) => ConstantMs + Some.Definition.Layers
        .Zip(operations, (layer, operation) => LayerMs(layer) * Shares[Array.IndexOf(Names, operation)])
        .Sum();

    // A student's ONNX has nothing but its own weights: its parameters tell the selection.
    public FakeMeter Meter(double factor, double teacherMs = TeacherMs) => new(
        (subject, model) => subject.Name == "teacher" ? teacherMs : factor * PlainSum(SelectionOf(model)));

    /// <summary>A meter that knows for which time it runs a network, from 1.</summary>
    public static FakeMeter MeterByRun(Func<LatencySubject, byte[], int, double> milliseconds)
    {
        var runs = new Dictionary<string, int>(StringComparer.Ordinal);
        return new FakeMeter((subject, model) =>
        {
            if (subject.Name == "teacher")
            {
                return TeacherMs;
            }

            var key = Key(model);
            runs[key] = runs.GetValueOrDefault(key) + 1;
            return milliseconds(subject, model, runs[key]);
        });
    }

    private IReadOnlyList<string> SelectionOf(byte[] model) => _selections[Key(model)];

    public static string Key(byte[] model) => Convert.ToHexString(SHA256.HashData(model));

    public AccelerationParts Parts(FakeMeter meter) => AccelerationParts.Default(
        SearchSpace.Named(Names.Skip(1)), meter) with
    {
        Selector = new IlpOperationSelector(Selection),
        Ranker = new FakeRanker(network =>
        {
            _selections[Key(Export.OnnxExporter.Export(network))] = [.. network.Layers.Select(layer => NameOf(layer))];
            return Loss(network);
        }),
    };

    public static string NameOf(NetworkLayer layer) => Names.First(name => (name == TeacherOperation.OperationName
        ? Some.Definition.Layers[layer.Info.Index].Definition
        : Operation.Parse(name).Define(Some.Definition.Layers[layer.Info.Index])).Equals(layer.Module.Definition));

    public Task<MeasuredSelection> RunAsync(
        CandidatePool pool, FakeMeter meter, double budgetMs, bool isRelative = false) =>
        RunAsync(pool, Parts(meter), budgetMs, isRelative);

    public Task<MeasuredSelection> RunAsync(
        CandidatePool pool,
        AccelerationParts parts,
        double budgetMs,
        bool isRelative = false,
        CancellationToken? cancellationToken = null) =>
        new BudgetLoop(Inputs(pool, parts, budgetMs, isRelative), Context(cancellationToken)).RunAsync();

    public Task<RefinedSelection> RefineAsync(
        CandidatePool pool, FakeMeter meter, RefinementOptions refinement, MeasuredSelection start) =>
        new RefinementStage().RunAsync(
            new RefinementInputs(Inputs(pool, Parts(meter), start.BudgetMs), start, refinement), Context());

    public static StageContext Context(CancellationToken? cancellationToken = null) =>
        new(null, cancellationToken ?? TestContext.Current.CancellationToken);

    public SelectionInputs Inputs(
        CandidatePool pool, AccelerationParts parts, double budgetMs, bool isRelative = false)
    {
        var table = Table(parts.Meter);
        return new SelectionInputs
        {
            Teacher = new TeacherModel(Teacher),
            Scores = new StageResult<ScoreTable>(Scores(), "scores"),
            Table = table,
            Budget = new TableBudget(
                isRelative ? Budget.Latency(budgetMs / TeacherMs) : Budget.LatencyMs(budgetMs), table),
            Data = Some.Images(),
            Selector = parts.Selector,
            Ranker = parts.Ranker,
            MaxRounds = Options.MaxRounds,
            SafetyMargin = Options.SafetyMargin,
            UnusedShare = Options.UnusedShare,
            Seed = Options.Seed,
            Comparison = new PairedComparison(parts.Meter, LatencySubject.Of(Teacher, "teacher")) { IsRelative = isRelative },
            Pool = pool,
            Candidates = Candidates().ToDictionary(candidate => candidate.Key),
        };
    }

    public static IEnumerable<Candidate> Candidates() =>
        from layer in Some.Definition.Layers
        from name in Names
        select new Candidate(
            layer, name == TeacherOperation.OperationName ? TeacherOperation.Instance : Operation.Parse(name));

    private static ScoreTable Scores() => new("loss change", "a test", Candidates().Select(candidate => new ScoreEntry(
        candidate.Layer.Name,
        candidate.Operation.Name,
        (1.0 - Shares[Array.IndexOf(Names, candidate.Operation.Name)]) * (1.0 + (0.37 * (candidate.Layer.Index % 3))))));

    private LatencyTable Table(ILatencyMeter meter) => new(
        meter.Profile,
        DateTimeOffset.UnixEpoch,
        Some.Definition.Name,
        Some.Definition.Fingerprint,
        Some.Definition.Layers.Select(layer => layer.Name),
        TeacherMs,
        ConstantMs,
        Candidates().Select(candidate => new LatencyEntry(
            candidate.Layer.Name,
            candidate.Operation.Name,
            LayerMs(candidate.Layer) * Shares[Array.IndexOf(Names, candidate.Operation.Name)])))
    {
        Networks = TableFactor == 0.0 ? [] :
        [
            .. Enumerable.Range(0, 20).Select(seed =>
            {
                var random = new Random(seed);
                string[] operations = [.. Some.Definition.Layers.Select(_ => random.GetItems(Names, 1)[0])];
                return new MeasuredNetwork(
                    Selections.Selection.Of([.. Some.Definition.Layers.Select(layer => layer.Name)], operations),
                    TableFactor * PlainSum(operations));
            }),
        ],
    };

    public async Task<CandidatePool> PoolAsync()
    {
        var pool = CandidatePool.Open(_scratch.Path);
        var trainer = new CandidateTrainer(new PretrainingOptions { ImagesPerEpoch = 2, BatchSize = 2 });
        await trainer.TrainAsync(
            new PretrainingRequest(Teacher, [.. Candidates()], Some.Images(), pool),
            cancellationToken: TestContext.Current.CancellationToken);
        return pool;
    }
}
