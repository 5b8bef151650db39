namespace Lana.Data;

public sealed class BatchPlanTests
{
    [Theory]
    [InlineData(10, 4, false, new[] { 4, 4, 2 })]
    [InlineData(10, 4, true, new[] { 4, 4 })]
    [InlineData(8, 4, false, new[] { 4, 4 })]
    [InlineData(8, 4, true, new[] { 4, 4 })]
    [InlineData(3, 4, false, new[] { 3 })]
    [InlineData(1, 1, true, new[] { 1 })]
    [InlineData(3, int.MaxValue, false, new[] { 3 })]
    public void Batches_OfAnOrder_CutItWithoutLossOrRepeat(int count, int batchSize, bool dropLast, int[] sizes)
    {
        var order = EpochOrder.Shuffled(count, seed: 1, epoch: 0);
        var plan = new BatchPlan(order, batchSize, dropLast);

        var batches = Enumerable.Range(0, plan.Count).Select(batch => plan[batch].ToArray()).ToArray();

        Assert.Equal(sizes, batches.Select(batch => batch.Length));
        Assert.Equal(order.Take(sizes.Sum()), batches.SelectMany(batch => batch));
    }

    [Fact]
    public void Constructor_NoBatchLeft_Throws()
    {
        Assert.Throws<ArgumentException>(() => new BatchPlan(new int[3], 4, dropLast: true));
        Assert.Throws<ArgumentException>(() => new BatchPlan(default, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchPlan(new int[3], 0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Indexer_NoSuchBatch_Throws(int batch)
    {
        var plan = new BatchPlan(new int[6], 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => plan[batch]);
    }
}
