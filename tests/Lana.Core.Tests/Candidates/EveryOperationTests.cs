namespace Lana.Candidates;

[Collection(TorchCollection.Name)]
public sealed class EveryOperationTests
{
    // Each operation meets three kinds, chosen by its place in the zoo: over a family's grid every kind occurs.
    public static TheoryData<string, string> SomeKinds => Cases((operation, kind) => (operation + (3 * kind)) % 7 is 0 or 2 or 3);

    public static TheoryData<string, string> OtherKinds => Cases((operation, kind) => (operation + (3 * kind)) % 7 is not (0 or 2 or 3));

    [Theory]
    [MemberData(nameof(SomeKinds))]
    public void Operation_InLayer_KeepsEveryPromise(string operation, string kind) =>
        OperationChecks.Check(CandidateZoo.Known(operation), LayerKind.Of(kind));

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(OtherKinds))]
    public void Operation_InOtherLayers_KeepsEveryPromise(string operation, string kind) =>
        OperationChecks.Check(CandidateZoo.Known(operation), LayerKind.Of(kind));

    private static TheoryData<string, string> Cases(Func<int, int, bool> isWanted)
    {
        var cases =
            from operation in CandidateZoo.Full.Operations.Index()
            from kind in LayerKind.Names.Index()
            where isWanted(operation.Index, kind.Index) && operation.Item.Supports(LayerKind.Of(kind.Item))
            select (operation.Item.Name, kind.Item);
        return new TheoryData<string, string>(cases);
    }
}
