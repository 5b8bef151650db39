using Lana.Export;

namespace Lana.Measurement;

[Collection(TorchCollection.Name)]
public sealed class LatencySubjectTests
{
    [Fact]
    public void Of_Network_HasItsWeightsAndWhatItIsMadeOf()
    {
        using var network = Some.Definition.Build(seed: 7);
        using var other = Some.Definition.Build(seed: 8);

        var subject = LatencySubject.Of(network, "student");

        Assert.Equal(("student", Some.Definition.Input, true), (subject.Name, subject.Input, subject.IsWhole));
        Assert.Equal(OnnxExporter.Export(network), subject.Model());
        Assert.NotEqual(OnnxExporter.Export(other), subject.Model());
        Assert.Equal(LatencySubject.Of(Some.Definition).Definition, subject.Definition);
    }

    [Fact]
    public void Of_NoName_TakesTheNetworks()
    {
        using var network = Some.Definition.Build();

        Assert.Equal(network.Name, LatencySubject.Of(network).Name);
    }

    [Fact]
    public void Cached_UsedTwice_IsExportedOnceWhenItIsFirstUsed()
    {
        var exports = 0;
        var subject = new LatencySubject("some", new FeatureShape(1, 1, 1), () => [(byte)++exports]).Cached();

        Assert.Equal(0, exports);
        Assert.Same(subject.Model(), subject.Model());
        Assert.Equal(1, exports);
    }

    [Fact]
    public void Cached_BeyondTheBound_IsExportedEachTime()
    {
        var exports = 0;
        var cache = new ModelCache();
        LatencySubject Subject(int bytes) => new LatencySubject("some", new FeatureShape(1, 1, 1), () =>
        {
            exports++;
            return GC.AllocateUninitializedArray<byte>(bytes);
        }).Cached(cache);
        var (large, other, small) = (Subject(200 << 20), Subject(100 << 20), Subject(1));

        foreach (var subject in new[] { large, other, small, large, other, small })
        {
            subject.Model();
        }

        Assert.Equal(4, exports);
    }

    [Fact]
    public async Task Of_Network_RunsInBothRuntimes()
    {
        using var network = Some.Definition.Build();
        var time = TimeSpan.FromMilliseconds(2);
        ILatencyMeter[] meters =
        [
            new OnnxRuntimeLatencyMeter(new OnnxRuntimeLatencyOptions { TimePerSubject = time, MinRounds = 3 }),
            new TorchLatencyMeter(new TorchLatencyOptions { TimePerSubject = time, MinRounds = 3 }),
        ];

        foreach (var meter in meters)
        {
            var measured = await meter.MeasureAsync(
                [LatencySubject.Of(network)], null, TestContext.Current.CancellationToken);
            Assert.InRange(measured[0].LatencyMs, double.Epsilon, 1e6);
        }
    }
}
