using static TorchSharp.torch;

namespace Lana.FineTuning;

[Collection(TorchCollection.Name)]
public sealed class MixupTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    public void Share_OverManySteps_HasTheMomentsOfTheBetaDistribution(double alpha)
    {
        const int Count = 20_000;

        var shares = Enumerable.Range(0, Count).Select(step => Mixup.Of(1, step, 2, alpha).Share).ToList();

        var mean = shares.Average();
        Assert.Equal(0.5, mean, 0.015);
        Assert.Equal(
            1.0 / (4.0 * (2.0 * alpha + 1.0)), shares.Average(share => (share - mean) * (share - mean)), 0.005);
    }

    [Fact]
    public void Of_TheSameStep_IsTheSameAndAPermutation()
    {
        var (first, second, other) = (Mixup.Of(3, 7, 16, 0.5), Mixup.Of(3, 7, 16, 0.5), Mixup.Of(3, 8, 16, 0.5));

        Assert.Equal(first.Partners, second.Partners);
        Assert.Equal(first.Share, second.Share);
        Assert.Equal(Enumerable.Range(0, 16), first.Partners.Order());
        Assert.NotEqual((first.Share, string.Join(' ', first.Partners)), (other.Share, string.Join(' ', other.Partners)));
    }

    [Fact]
    public void Blend_OfImages_IsTheWeightedSum()
    {
        using var scope = NewDisposeScope();
        var images = tensor(new[] { 1f, 2f, 3f, 4f }).reshape(2, 2, 1, 1);

        var mixed = new Mixup([1, 0], 0.25).Blend(images);

        Assert.Equal([2.5f, 3.5f, 1.5f, 2.5f], mixed.data<float>().ToArray());
    }
}
