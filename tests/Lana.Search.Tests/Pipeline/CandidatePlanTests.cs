using Lana.Candidates;
using Lana.Tables;

namespace Lana.Pipeline;

public sealed class CandidatePlanTests
{
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    public void Make_OfATable_LeavesOutWhatIsNotFaster(bool skipSlow, int expected)
    {
        var layer = Some.Definition.Layers[0];
        var meter = new FakeMeter((_, _) => 1.0);
        var searchSpace = SearchSpace.Named("efn_e1_k3", "efn_e3_k3").Where((_, candidate) => candidate.Index == 0);
        var table = new LatencyTable(
            meter.Profile,
            DateTimeOffset.UnixEpoch,
            "network",
            "fingerprint",
            Some.Definition.Layers.Select(each => each.Name),
            9.0,
            1.0,
            [
                .. Some.Definition.Layers.Select(
                    each => new LatencyEntry(each.Name, TeacherOperation.OperationName, 1.0)),
                new(layer.Name, "efn_e1_k3", 0.9),
                new(layer.Name, "efn_e3_k3", 1.0),
            ]);

        var candidates = CandidatePlan.Make(Some.Definition, searchSpace, table, skipSlow);

        Assert.Equal(expected, candidates.Count(candidate => candidate.Layer == layer));
        Assert.Equal(expected + Some.Definition.Layers.Length - 1, candidates.Count);
        Assert.Equal(skipSlow, candidates.All(candidate => candidate.Operation.Name != "efn_e3_k3"));
    }
}
