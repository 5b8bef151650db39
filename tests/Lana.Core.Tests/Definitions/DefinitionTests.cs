using System.Collections.Immutable;

namespace Lana.Definitions;

public sealed class DefinitionTests
{
    private static readonly FeatureShape Shape = new(8, 4, 4);

    [Theory]
    [InlineData(0, 4, 4)]
    [InlineData(8, -1, 4)]
    [InlineData(8, 4, 0)]
    [InlineData(1, 65_536, 65_536)]
    public void Price_SenselessShape_Throws(int channels, int height, int width) => Assert.Throws<ArgumentException>(
        () => Chain.Identity.Cost(new FeatureShape(channels, height, width)));

    [Fact]
    public void Price_Identity_IsFree() => Assert.Equal(ModelCost.Free(Shape), Chain.Identity.Cost(Shape));

    [Fact]
    public void Price_PartsThatDoNotFit_Throws()
    {
        Definition[] unfit =
        [
            new Residual(new Conv("conv", 9, 3)),
            new Gate(new Conv("conv", 4, 3)),
            new Gate(new Conv("conv", 8, 3) { Stride = 2 }),
            new Sum(new Conv("a", 8, 3), new Conv("b", 9, 3)),
            new Sum(),
            new Linear("fc", 3),
            new Chain(new GlobalPool(), new Linear("fc", 0)),
        ];

        Assert.All(unfit, definition => Assert.Throws<ArgumentException>(() => definition.Cost(Shape)));
    }

    [Fact]
    public void Create_WithNulls_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Chain(default(ImmutableArray<Definition>)));
        Assert.Throws<ArgumentException>(() => new Chain(new GlobalPool(), null!));
        Assert.Throws<ArgumentException>(() => new Sum(default(ImmutableArray<Definition>)));
        Assert.Throws<ArgumentNullException>(() => new Residual(null!));
        Assert.Throws<ArgumentNullException>(() => new Gate(null!));
    }

    [Fact]
    public void Equals_SameParts_ComparesByValue()
    {
        static Chain Make(int kernel) => new(new Residual(new Sum(new Conv("conv", 8, kernel), new Chain())), new GlobalPool());

        Assert.Equal(Make(3), Make(3));
        Assert.Equal(Make(3).GetHashCode(), Make(3).GetHashCode());
        Assert.NotEqual(Make(3), Make(5));
        Assert.NotEqual<Definition>(new Sum(new GlobalPool()), new Chain(new GlobalPool()));
    }
}
