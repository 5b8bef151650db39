using Lana.Definitions;
using Lana.Models;
using static TorchSharp.torch;

namespace Lana.Candidates;

[Collection(TorchCollection.Name)]
public sealed class EveryOperationTests
{
    private const int KindsEach = 7;
    private const long MaximumMacs = 10_000_000;

    private static readonly Operation[] Operations =
        [.. SearchSpace.Full.Operations.Union(SearchSpace.Modern.Operations)];

    // Two threads would only spin against each other on tensors this small. The number is the calling thread's own.
    public EveryOperationTests() => set_num_threads(1);

    public static TheoryData<string, string> Cases { get; } = new([.. Cheap(), .. Missing(Cheap())]);

    public static TheoryData<string> Names => new(Operations.Select(operation => operation.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operation_InLayer_KeepsEveryPromise(string operation, string kind) =>
        OperationChecks.Check(Operation.Parse(operation), LayerKind.Of(kind));

    // The whole product takes a quarter of an hour: dotnet test --project tests/Lana.Core.Tests --explicit only
    [Theory(Explicit = true)]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(Names))]
    public void Operation_InEveryLayer_KeepsEveryPromise(string operation)
    {
        foreach (var kind in LayerKind.Names.Where(kind => Fits(Operation.Parse(operation), kind)))
        {
            OperationChecks.Check(Operation.Parse(operation), LayerKind.Of(kind));
        }
    }

    [Fact]
    public void Define_LayerThatEndsInAnActivation_EndsInItToo()
    {
        var layer = ModelRegistry.Define("resnet20").Layers[4];
        var operations = Operations
            .Where(operation => operation is not TeacherOperation and not IdentityOperation && operation.Supports(layer));

        Assert.All(operations, operation => Assert.Equal(
            new Activate(Activation.Relu), Assert.IsType<Chain>(operation.Define(layer)).Parts[^1]));
    }

    [Fact]
    public void Cases_OfEachFamily_MeetEveryPairOfKinds()
    {
        var met = Cases
            .Select(row => row.Data)
            .GroupBy(pair => Operation.Parse(pair.Item1).Family, pair => pair.Item2)
            .ToDictionary(group => group.Key, group => group.Distinct().ToList());

        Assert.True(Cases.Count > 2200, $"only {Cases.Count} cases");
        Assert.All(Operations, operation => Assert.True(
            Cases.Count(row => row.Data.Item1 == operation.Name) >= 6 || IsLarge(operation),
            $"{operation} is checked in too few layers"));
        Assert.All(Operations, operation => Assert.Contains(Cases, row => row.Data.Item1 == operation.Name));
        Assert.All(Operations.GroupBy(operation => operation.Family), family => Assert.Equal(
            LayerKind.Names.Where(kind => family.Any(operation => Fits(operation, kind))).Order(),
            met[family.Key].Where(kind => family.Any(operation => Fits(operation, kind))).Order()));
    }

    private static IEnumerable<(string Operation, string Kind)> Cheap() =>
        from entry in Operations.Index()
        from kind in LayerKind.For(entry.Item, entry.Index, KindsEach, MaximumMacs)
        select (entry.Item.Name, kind);

    // The kinds that no member of a family has met yet, with the member that is cheapest there.
    private static IEnumerable<(string Operation, string Kind)> Missing(IEnumerable<(string Operation, string Kind)> cases)
    {
        var met = cases.Select(pair => (Operation.Parse(pair.Operation).Family, pair.Kind)).ToHashSet();
        return from family in Operations.GroupBy(operation => operation.Family)
               from kind in LayerKind.Names
               where !met.Contains((family.Key, kind))
               let able = family.Where(operation => Fits(operation, kind)).ToList()
               where able.Count > 0
               select (able.MinBy(operation => LayerKind.Cost(operation, LayerKind.Of(kind)).Macs)!.Name, kind);
    }

    private static bool Fits(Operation operation, string kind) => operation.Supports(LayerKind.Of(kind)) &&
        LayerKind.Cost(operation, LayerKind.Of(kind)).ShippedBytes <= LayerKind.MaximumBytes;

    // Wherever it may stand, its own width makes it so.
    private static bool IsLarge(Operation operation) =>
        LayerKind.Names.Count(kind => Fits(operation, kind)) < 6;
}
