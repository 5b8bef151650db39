using System.Text.RegularExpressions;
using Lana.Devices;
using Lana.FineTuning;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction;

/// <summary>The command line of every verb.</summary>
/// <param name="Data">An image folder with <c>train</c> and <c>test</c> (or <c>val</c>), or a <c>.tar.gz</c> of
/// one.</param>
/// <param name="Work">The folder of pools, checkpoints and students; it is not checked in.</param>
/// <param name="Results">The folder of cells; it is checked in.</param>
/// <param name="Teachers">The folder of teachers, also checked in; by default that of the results, or another machine's
/// for cells that start with teachers trained there.</param>
/// <param name="Weights">A folder with public weights, for families that start with them.</param>
/// <param name="Families">The families to fill; empty for a table's own.</param>
/// <param name="Seeds">The seeds to fill.</param>
/// <param name="Threads">Threads of a training; 0 for one per core. With one, two processes with different cells can
/// share two cores, which uses them better.</param>
/// <param name="Budgets">Shares of the teacher's latency; empty for a table's own.</param>
/// <param name="StudentsOnly">True to leave out the plain members in a table of several budgets.</param>
/// <param name="Scale">The scale of the experiments.</param>
internal sealed partial record ReproductionOptions(
    string Data,
    string Work,
    string Results,
    string Teachers,
    string Weights,
    IReadOnlyList<string> Families,
    IReadOnlyList<ulong> Seeds,
    int Threads,
    IReadOnlyList<double> Budgets,
    bool StudentsOnly,
    Scale Scale)
{
    private const double WeightDecay = 0.05;
    private const int ManyTrials = 32;
    private const int FewTrials = 4;

    /// <summary>The maximum number of random networks that <c>peers</c> compares at one budget.</summary>
    public int Trials { get; init; } = ManyTrials;

    public static ReproductionOptions Read(Arguments arguments)
    {
        var isShort = arguments.Has("--short");
        var results = arguments.Text("--results") ?? DefaultResults();
        var options = new ReproductionOptions(
            arguments.Text("--data", "cifar10"),
            arguments.Text("--work", Path.Combine(Path.GetTempPath(), isShort ? "lana-reproduction-short" : "lana-reproduction")),
            results,
            arguments.Text("--teachers", Path.Combine(results, "teachers")),
            arguments.Text("--weights", "."),
            arguments.Words("--families"),
            arguments.Numbers("--seeds", 0UL),
            arguments.Number("--threads", 0),
            [.. arguments.Numbers<double>("--budgets").Select(Budget)],
            arguments.Has("--students-only"),
            Scale.Read(arguments, isShort))
        {
            Trials = arguments.Number("--trials", isShort ? FewTrials : ManyTrials),
        };
        arguments.ThrowIfUnread();
        return options;
    }

    /// <summary>The options that every training of a whole network shares.</summary>
    public FineTuningOptions Training(int epochs) => new()
    {
        Epochs = epochs,
        ImagesPerEpoch = Scale.ImagesPerEpoch,
        BatchSize = Scale.BatchSize,
        Precision = Scale.Precision,
        WeightDecay = WeightDecay,
        Threads = Threads,
    };

    /// <summary>Returns the requested families, or else these.</summary>
    public IEnumerable<Miniature> FamiliesOr(IEnumerable<Miniature> others) =>
        Families.Count > 0 ? Families.Select(Miniatures.Find) : others;

    /// <summary>Returns these options for one table: with its own budgets if none were requested.</summary>
    /// <exception cref="ArgumentException">The table does not support the requested budgets.</exception>
    public ReproductionOptions For(IResultTable table) => (Budgets.Count, table.Budgets.Count) switch
    {
        (0, _) => this with { Budgets = table.Budgets },
        (_, 0) => throw new ArgumentException($"There is no option --budgets in '{table.Name}'."),
        (1, _) or (_, > 1) => this,
        _ => throw new ArgumentException($"Option --budgets takes one share in '{table.Name}'; got {Budgets.Count}."),
    };

    // Several processes on one machine fill one folder.
    private static string DefaultResults()
    {
        var root = Path.Combine("benchmarks", "results");
        var processor = DeviceProfile.OfThisMachine("none", "0").Device.ToLowerInvariant();
        var words = string.Join('-', Word().Matches(processor).Select(word => word.Value));
        var machine = $"-{words}-{Environment.ProcessorCount}-cores";
        var earlier = Directory.Exists(root)
            ? Directory.EnumerateDirectories(root, $"*{machine}").Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
        return earlier ?? Path.Combine(root, $"{DateTime.UtcNow:yyyy-MM-dd}{machine}");
    }

    // Without additions to a vendor's name: (R), (TM).
    [GeneratedRegex(@"(?<!\()\b[a-z0-9]+\b(?!\))")]
    private static partial Regex Word();

    private static double Budget(double share) => share is > 0.0 and < 1.0
        ? share
        : throw new ArgumentException(
            $"Option --budgets takes shares of the teacher's latency, for example 0.3,0.5; got '{share}'.");
}
