namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class SubsetSourceTests
{
    private static readonly ImageAugmentation Varied = new() { Padding = 1, HorizontalFlip = true };

    private readonly ImageArraySource _source = new(
        IdxFiles.Bytes(90),
        new FeatureShape(1, 3, 3),
        EpochOrder.Sequential(10),
        new() { Classes = 10, Augmentation = Varied });

    [Fact]
    public void Read_SubsetOfASubset_GivesTheExamplesOfTheSource()
    {
        var subset = new SubsetSource(new SubsetSource(_source, [9, 3, 5]), [2, 0]);

        using var batch = subset.Read([1, 0, 1], 4);
        using var expected = _source.Read([9, 5, 9], 4);

        Assert.Equal(2, subset.Count);
        Assert.Equal(_source.Shape, subset.Shape);
        Assert.Equal(expected.Images.data<float>().ToArray(), batch.Images.data<float>().ToArray());
        Assert.Equal([9, 5, 9], batch.Labels!.data<long>().ToArray());
    }

    [Fact]
    public void Constructor_WrongIndices_Throws()
    {
        Assert.Throws<ArgumentException>(() => new SubsetSource(_source, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SubsetSource(_source, [10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SubsetSource(_source, [0]).Read([1]));
    }

    [Fact]
    public void Fingerprint_OtherExamplesOrSource_Differs()
    {
        string[] fingerprints =
        [
            _source.Fingerprint,
            new SubsetSource(_source, [1, 2]).Fingerprint,
            new SubsetSource(_source, [2, 1]).Fingerprint,
            new SubsetSource(_source.Skip(1), [1, 2]).Fingerprint,
        ];

        Assert.Equal(4, fingerprints.Distinct().Count());
        Assert.Equal(fingerprints[1], new SubsetSource(_source, [1, 2]).Fingerprint);
    }

    [Fact]
    public void TakeAndSkip_SomeCount_GiveBothEnds()
    {
        Assert.Equal([0, 1, 2], Labels(_source.Take(3)));
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], Labels(_source.Skip(3)));
        Assert.Equal(10, _source.Take(10).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void TakeSkipAndSplit_CountOutOfRange_Throws(int count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _source.Take(count));
        Assert.Throws<ArgumentOutOfRangeException>(() => _source.Skip(count));
        Assert.Throws<ArgumentOutOfRangeException>(() => _source.Split(count, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _source.Split(10, 1));
    }

    [Fact]
    public void Split_SomeSeed_DealsEveryExampleOnceAndAlikeEachTime()
    {
        var (first, remaining) = _source.Split(4, seed: 1);

        Assert.Equal(4, first.Count);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Labels(first).Concat(Labels(remaining)).Order());
        Assert.Equal(first.Fingerprint, _source.Split(4, seed: 1).First.Fingerprint);
        Assert.NotEqual(first.Fingerprint, _source.Split(4, seed: 2).First.Fingerprint);
    }

    private static long[] Labels(IBatchSource source)
    {
        using var batch = source.Read(EpochOrder.Sequential(source.Count));
        return batch.Labels!.data<long>().ToArray();
    }
}
