namespace Lana.Data;

public sealed class EpochOrderTests
{
    [Fact]
    public void Shuffled_SomeEpoch_HoldsEveryExampleOnce()
    {
        var order = EpochOrder.Shuffled(1_000, seed: 1, epoch: 0);

        Assert.Equal(Enumerable.Range(0, 1_000), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 1_000), order);
    }

    [Fact]
    public void Shuffled_SameArguments_GivesTheSameAndOthersDiffer()
    {
        var order = EpochOrder.Shuffled(100, seed: 1, epoch: 3);

        Assert.Equal(order, EpochOrder.Shuffled(100, seed: 1, epoch: 3));
        Assert.NotEqual(order, EpochOrder.Shuffled(100, seed: 1, epoch: 4));
        Assert.NotEqual(order, EpochOrder.Shuffled(100, seed: 2, epoch: 3));
    }

    [Fact]
    public void Sequential_SomeCount_CountsUp() => Assert.Equal([0, 1, 2], EpochOrder.Sequential(3));

    [Fact]
    public void Shuffled_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EpochOrder.Shuffled(0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EpochOrder.Shuffled(1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EpochOrder.Sequential(0));
    }
}
