using static TorchSharp.torch;

namespace Lana.Candidates;

[Collection(TorchCollection.Name)]
public sealed class EveryOperationTests
{
    // Two threads would only spin against each other on tensors this small. The number is the calling thread's own.
    public EveryOperationTests() => set_num_threads(1);

    public static TheoryData<string, string> Cases { get; } = new(
        from operation in CandidateZoo.Full.Operations
        from kind in LayerKind.Names
        where operation.Supports(LayerKind.Of(kind))
        select (operation.Name, kind));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operation_InLayer_KeepsEveryPromise(string operation, string kind) =>
        OperationChecks.Check(CandidateZoo.Known(operation), LayerKind.Of(kind));
}
