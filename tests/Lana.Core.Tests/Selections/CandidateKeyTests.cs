namespace Lana.Selections;

public sealed class CandidateKeyTests
{
    [Fact]
    public void Equals_SameNames_IsAValue()
    {
        Assert.Equal(new CandidateKey("blocks.0", "efn"), new CandidateKey("blocks.0", "efn"));
        Assert.NotEqual(new CandidateKey("blocks.0", "efn"), new CandidateKey("blocks.1", "efn"));
        Assert.NotEqual(new CandidateKey("blocks.0", "efn"), new CandidateKey("blocks.0", "identity"));
    }

    [Fact]
    public void ToString_NamesOperationAndLayer() => Assert.Equal(
        "operation 'efn_e3_k5' in layer 'blocks.2.1'", $"{new CandidateKey("blocks.2.1", "efn_e3_k5")}");
}
