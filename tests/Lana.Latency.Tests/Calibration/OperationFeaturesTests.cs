using Lana.Definitions;

namespace Lana.Calibration;

public sealed class OperationFeaturesTests
{
    private static readonly FeatureShape Input = new(32, 8, 8);

    [Fact]
    public void Of_KindsOfConvolutions_CountsEachInItsPlace()
    {
        double[][] features =
        [
            OperationFeatures.Of(new Conv("conv", 48, 1), Input),
            OperationFeatures.Of(new Conv("conv", 48, 3), Input),
            OperationFeatures.Of(new Conv("conv", 8, 3), Input),
            OperationFeatures.Of(new Conv("conv", 32, 3) { Groups = 32 }, Input),
            OperationFeatures.Of(new Conv("conv", 48, 1), new FeatureShape(32, 1, 1)),
        ];

        Assert.All(features.Index(), pair => Assert.All(
            Enumerable.Range(0, features.Length),
            kind => Assert.Equal(kind == pair.Index, pair.Item[kind] > 0.0)));
    }

    [Fact]
    public void Of_ChannelsThatFillNoVector_CostWhatTheVectorCosts()
    {
        var eight = OperationFeatures.Of(new Conv("conv", 8, 1), Input);
        var sixteen = OperationFeatures.Of(new Conv("conv", 16, 1), Input);

        Assert.Equal(sixteen[0], eight[0], 12);
    }

    [Fact]
    public void Of_Composition_IsTheSumOfItsParts()
    {
        var first = new Conv("a", 32, 3) { Activation = Activation.Relu };
        var second = new Conv("b", 32, 1);
        var chain = new Chain(first, second);

        var sum = OperationFeatures.Of(first, Input).Zip(OperationFeatures.Of(second, Input), (a, b) => a + b);

        Assert.All(sum.Zip(OperationFeatures.Of(chain, Input)), pair => Assert.Equal(pair.First, pair.Second, 12));
    }
}
