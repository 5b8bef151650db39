using Lana.Candidates;
using Lana.Definitions;
using Lana.Internal;
using Lana.Measurement;
using Lana.Models;
using Lana.Networks;
using Lana.Selections;
using Lana.Tables;

namespace Lana.Calibration;

public sealed class CostRegressionTests
{
    private static readonly NetworkDefinition Teacher = EfficientNet.Define(
        NetworkOptions.Compound(0) with { Resolution = 56, InputChannels = 1, Classes = 10 });

    private static readonly SearchSpace SearchSpace = SearchSpace.Named(
        "identity", "efn_e1_k3", "efn_e3_k5", "cb_stack_k3_w0.5", "cb_bottle_k5_w0.25", "efnv2_e3_k3");

    [Fact]
    public void Estimate_TimesMadeOfItsTerms_AreFound()
    {
        var table = Table((definition, input) => Truth(definition.Cost(input)));

        var regression = CostRegression.Fit(table, Teacher, SearchSpace);

        Assert.InRange(regression.RelativeError, 0.0, 0.05);
        var unseen = Operation.Parse("efn_e6_k3_se0.04");
        Assert.All(Teacher.Layers, layer =>
        {
            var definition = unseen.Define(layer);
            var estimate = regression.Estimate(definition, layer.Input);
            Assert.InRange(estimate.LatencyMs / Truth(definition.Cost(layer.Input)), 0.9, 1.1);
        });
    }

    [Fact]
    public void RelativeError_TimesThatFollowNothing_IsLarge()
    {
        var random = new SplitMix64(6);
        var table = Table((_, _) => 0.1 + (5.0 * random.NextDouble() * random.NextDouble()));

        Assert.InRange(CostRegression.Fit(table, Teacher, SearchSpace).RelativeError, 0.2, 100.0);
    }

    [Fact]
    public void Fit_EntriesBelowWhatCanBeMeasured_AreLeftOut()
    {
        var table = Table((definition, input) => Truth(definition.Cost(input)));
        var clamped = new LatencyTable(
            table.Profile, default, table.Network, table.NetworkFingerprint, table.Layers, 10.0, 1.0, table.Entries
                .Select((entry, index) => index % 7 == 0 ? entry with { LatencyMs = 1e-6, Note = "below" } : entry));

        Assert.InRange(CostRegression.Fit(clamped, Teacher, SearchSpace).RelativeError, 0.0, 0.05);
    }

    [Fact]
    public void Estimate_Identity_IsFree()
    {
        var regression =
            CostRegression.Fit(Table((definition, input) => Truth(definition.Cost(input))), Teacher, SearchSpace);

        Assert.Equal(new LatencyEstimate(0.0), regression.Estimate(Chain.Identity, Teacher.Layers[1].Input));
    }

    [Fact]
    public void Complete_LargerSearchSpace_EstimatesWhatIsMissingAndKeepsTheRest()
    {
        var table = Table((definition, input) => Truth(definition.Cost(input)));
        var larger = SearchSpace.Named("identity", "efn_e1_k3", "efn_e6_k3");
        var regression = CostRegression.Fit(table, Teacher, SearchSpace);

        var networks = new MeasuredNetwork(
            new Selection(Teacher.Layers.Select(layer => new CandidateKey(layer.Name, "teacher"))), 7.0);
        table = new LatencyTable(
            table.Profile, default, table.Network, table.NetworkFingerprint, table.Layers, 10.0, 1.0, table.Entries)
        {
            Networks = [networks],
        };

        var complete = regression.Complete(table, Teacher, larger);

        Assert.Equal([networks], complete.Networks);
        Assert.All(table.Entries, entry => Assert.Equal(entry, complete.Find(new(entry.Key.Layer, entry.Key.Operation))));
        Assert.All(Teacher.Layers, layer =>
        {
            var entry = complete.Find(new(layer.Name, "efn_e6_k3"))!;
            Assert.Equal(LatencyEntry.EstimatedNote, entry.Note);
            Assert.Equal(entry.LatencyMs * regression.RelativeError, entry.ErrorMs, 12);
        });
    }

    [Fact]
    public void Fit_TooFewEntries_SaysHowManyAreNeeded()
    {
        var table = new LatencyTable(
            SomeTable.Profile, default, Teacher.Name, Teacher.Fingerprint, ["blocks.0.0"], 1.0, 0.0, []);

        var failure = Assert.Throws<ArgumentException>(() => CostRegression.Fit(table, Teacher, SearchSpace));

        Assert.Contains("at least 10", failure.Message, StringComparison.Ordinal);
    }

    private static double Truth(ModelCost price) =>
        (0.1 * price.ActivationBytes / 1e6) + (0.05 * price.ShippedBytes / 1e6);

    private static LatencyTable Table(Func<Definition, FeatureShape, double> time) => new(
        SomeTable.Profile,
        default,
        Teacher.Name,
        Teacher.Fingerprint,
        Teacher.Layers.Select(layer => layer.Name),
        10.0,
        1.0,
        Teacher.Layers.SelectMany(layer => SearchSpace.For(layer).Where(operation => operation.Name != "identity")
            .Select(operation => new LatencyEntry(
                layer.Name, operation.Name, time(operation.Define(layer), layer.Input)))));
}
