using System.Text;
using Lana.Candidates;
using Lana.Devices;
using Lana.Networks;
using Lana.Tables;

namespace Lana.Fuzzing;

/// <summary>A latency table of another device as CSV.</summary>
internal sealed class LatencyCsvTarget() : FileTarget("latency-csv", "table.csv", typeof(DamagedFileException))
{
    private static readonly NetworkDefinition Teacher = DefinitionTarget.Small();
    private static readonly SearchSpace SearchSpace = SearchSpace.Named("identity", "efn_e1_k3");
    private static readonly DeviceProfile Profile = new("fake", 1, "linux", "x64", "fake", "1", "cpu", 1, 1, "float32");

    private static readonly TextMutator Mutator = new(
        "layer", "operation", "latency_ms", "*", "constant", "teacher", "identity", "blocks.0", "efn_e1_k3",
        "blocks.0,teacher,1", "*,teacher,9");

    public override IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes(string.Join('\n', Lines()))];

    protected override byte[] Mutate(byte[] input, FuzzRandom random) => Mutator.Mutate(input, random);

    protected override Func<string> ReadFile()
    {
        var table = LatencyCsv.Read(FilePath, Teacher, SearchSpace, Profile, allowMissing: true);
        return () => FormattableString.Invariant($"{table.TeacherMs:R} {table.ConstantMs:R} ")
            + string.Join(' ', table.Entries.Select(entry => FormattableString.Invariant($"{entry.Key} {entry.LatencyMs:R}")));
    }

    private static IEnumerable<string> Lines() =>
    [
        LatencyCsv.Header,
        "*,teacher,5.5",
        "*,constant,0.5",
        .. Teacher.Layers.SelectMany(layer => SearchSpace.For(layer).Select(operation => $"{layer.Name},{operation.Name},0.75")),
    ];
}
