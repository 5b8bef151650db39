namespace Lana.Internal;

public sealed class SeedMixTests
{
    [Fact]
    public void Of_KnownParts_GivesTheValuesOfTheDefinition()
    {
        // Computed from the definition in another language: kept results depend on these never changing.
        Assert.Equal(0xE15F07FEF55B9454UL, SeedMix.Of(42));
        Assert.Equal(0x9D232ED7B87C90A8UL, SeedMix.Of(42, "layer", "é"));
        Assert.Equal(0x97F1A5172D8AF701UL, SeedMix.Of(42, 3, "efn_e3_k5"));
        Assert.Equal(0xB04718892A1D232AUL, SeedMix.Of(42, -1, 7));
        Assert.Equal(0x8D27204269C054A6UL, SeedMix.Of(42, "epoch", 2));
    }

    [Fact]
    public void Of_ManyLayersAndOperations_NoTwoAreEqual()
    {
        var seeds = from seed in Enumerable.Range(0, 5)
                    from layer in Enumerable.Range(0, 46)
                    from operation in Enumerable.Range(0, 197)
                    select SeedMix.Of((ulong)seed, layer, $"op{operation}");

        Assert.Equal(5 * 46 * 197, seeds.Distinct().Count());
    }

    [Fact]
    public void Of_SameCharactersCutElsewhere_Differ()
    {
        Assert.NotEqual(SeedMix.Of(1, "ab", "c"), SeedMix.Of(1, "a", "bc"));
        Assert.NotEqual(SeedMix.Of(1, "", "a"), SeedMix.Of(1, "a", ""));
        Assert.NotEqual(SeedMix.Of(1, 2, 3), SeedMix.Of(1, 3, 2));
    }
}
