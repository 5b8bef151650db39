using static TorchSharp.torch;

namespace Lana.FineTuning;

[Collection(TorchCollection.Name)]
public sealed class WeightAverageTests
{
    [Fact]
    public void Follow_ASequence_IsTheRecursionInDoubles()
    {
        using var scope = NewDisposeScope();
        var (weight, counter) = (tensor(new[] { 1f }), tensor(new[] { 0L }));
        using var average = new WeightAverage(
            [KeyValuePair.Create("weight", weight), KeyValuePair.Create("counter", counter)], 0.6);
        var expected = 1.0;

        for (var step = 1; step <= 30; step++)
        {
            weight.fill_(Math.Sin(step));
            counter.fill_(step);
            average.Follow(step);
            var decay = Math.Min(0.6, (1.0 + step) / (10.0 + step));
            expected = decay * expected + (1.0 - decay) * Math.Sin(step);
        }

        Assert.Equal(expected, average.Values[0].Value.item<float>(), 1e-5);
        Assert.Equal(30, average.Values[1].Value.item<long>());
    }

    [Fact]
    public void Exchange_Twice_PutsBothBack()
    {
        using var scope = NewDisposeScope();
        var weight = tensor(new[] { 1f });
        using var average = new WeightAverage([KeyValuePair.Create("weight", weight)], 0.5);
        weight.fill_(3.0);

        average.Exchange();
        var exchanged = (weight.item<float>(), average.Values[0].Value.item<float>());
        average.Exchange();

        Assert.Equal((1f, 3f), exchanged);
        Assert.Equal((3f, 1f), (weight.item<float>(), average.Values[0].Value.item<float>()));
    }
}
