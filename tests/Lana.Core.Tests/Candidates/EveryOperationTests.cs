using static TorchSharp.torch;

namespace Lana.Candidates;

[Collection(TorchCollection.Name)]
public sealed class EveryOperationTests
{
    private const int KindsEach = 7;
    private const long MaximumMacs = 10_000_000;

    private static readonly CandidateOperation[] Operations =
        [.. CandidateZoo.Full.Operations.Union(CandidateZoo.Modern.Operations)];

    // Two threads would only spin against each other on tensors this small. The number is the calling thread's own.
    public EveryOperationTests() => set_num_threads(1);

    public static TheoryData<string, string> Cases { get; } = new(
        from entry in Operations.Index()
        from kind in LayerKind.For(entry.Item, entry.Index, KindsEach, MaximumMacs)
        select (entry.Item.Name, kind));

    public static TheoryData<string, string> OtherCases { get; } = new(
        from operation in Operations
        from kind in LayerKind.Names
        where operation.Supports(LayerKind.Of(kind))
        where LayerKind.Price(operation, LayerKind.Of(kind)).ShippedBytes <= LayerKind.MaximumBytes
        select (operation.Name, kind));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operation_InLayer_KeepsEveryPromise(string operation, string kind) =>
        OperationChecks.Check(CandidateOperation.Parse(operation), LayerKind.Of(kind));

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(OtherCases))]
    public void Operation_InEveryLayer_KeepsEveryPromise(string operation, string kind) =>
        OperationChecks.Check(CandidateOperation.Parse(operation), LayerKind.Of(kind));

    [Fact]
    public void Cases_OfEachFamily_MeetEveryPairOfKinds()
    {
        var met = Cases
            .Select(row => row.Data)
            .GroupBy(pair => CandidateOperation.Parse(pair.Item1).Family, pair => pair.Item2)
            .ToDictionary(group => group.Key, group => group.Distinct().ToList());

        Assert.True(Cases.Count > 2200, $"only {Cases.Count} cases");
        Assert.All(Operations, operation => Assert.True(
            Cases.Count(row => row.Data.Item1 == operation.Name) >= 6 || IsLarge(operation),
            $"{operation} is checked in too few layers"));
        Assert.All(Operations, operation => Assert.Contains(Cases, row => row.Data.Item1 == operation.Name));
        Assert.Equal(LayerKind.Names.Order(), met.Values.SelectMany(kinds => kinds).Distinct().Order());
        Assert.All(["efn", "cb_stack", "repvgg"], family => Assert.True(met[family].Count >= LayerKind.Names.Count - 3));
    }

    // Wherever it may stand, its own width makes it so.
    private static bool IsLarge(CandidateOperation operation) => LayerKind.Names
        .Select(LayerKind.Of)
        .Where(operation.Supports)
        .Count(layer => LayerKind.Price(operation, layer).ShippedBytes <= LayerKind.MaximumBytes) < 6;
}
