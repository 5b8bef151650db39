using static TorchSharp.torch;

namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class CheckedReadingTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ReadChecked_ImageThatIsNotFinite_NamesTheExample(float value)
    {
        var source = new Given(indices => Batch(indices.Length, images => images[2, 0, 1, 1] = value));

        var error = Assert.Throws<InvalidExampleException>(() => source.ReadChecked([5, 3, 8]));

        Assert.Equal(8, error.Example);
        Assert.Contains("Example 8 of 10 (shape [1, 2, 2]): its image has values that are not finite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadChecked_ThroughAPartOfASource_NamesTheExampleOfTheWhole()
    {
        var source = new Given(indices => Batch(indices.Length, images => images[1, 0, 0, 0] = float.NaN));
        var part = source.Subset([9, 4, 7]);

        var error = Assert.Throws<InvalidExampleException>(() => part.ReadChecked([2, 1]));

        Assert.Equal(4, error.Example);
    }

    [Fact]
    public void ReadChecked_LabelThatIsNotFinite_NamesTheExample()
    {
        var source = new Given(indices => new Batch(
            zeros(indices.Length, 1, 2, 2, dtype: float32), tensor(new[] { 1f, float.NaN }).reshape(2, 1)));

        var error = Assert.Throws<InvalidExampleException>(() => source.ReadChecked([6, 1]));

        Assert.Equal(1, error.Example);
        Assert.Contains("label", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadChecked_OtherShapeOrTypeThanPromised_SaysBoth()
    {
        var shape = new Given(indices => new Batch(zeros(indices.Length, 3, 2, 2, dtype: float32)));
        var type = new Given(indices => new Batch(zeros(indices.Length, 1, 2, 2, dtype: float64)));

        Assert.Contains("[2, 3, 2, 2]", Fails(shape), StringComparison.Ordinal);
        Assert.Contains("Float64", Fails(type), StringComparison.Ordinal);

        static string Fails(Given source) => Assert.Throws<InvalidExampleException>(() => source.ReadChecked([0, 1])).Message;
    }

    [Fact]
    public void ReadChecked_GoodBatch_LeavesNoTensorBesideIt()
    {
        var source = new Given(indices => Batch(indices.Length, _ => { }));
        using var scope = NewDisposeScope();
        source.ReadChecked([0]).Dispose();
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        source.ReadChecked([0, 1, 2]).Dispose();

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Batch Batch(int count, Action<Tensor> change)
    {
        var images = zeros(count, 1, 2, 2, dtype: float32);
        change(images);
        return new Batch(images);
    }

    private sealed class Given(Func<int[], Batch> read) : IBatchSource
    {
        public int Count => 10;

        public FeatureShape Shape => new(1, 2, 2);

        public string Fingerprint => "given";

        public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null) => read(indices.ToArray());
    }
}
