using Microsoft.Extensions.DependencyInjection;

namespace Lana.Candidates;

public sealed class CandidateBuilderTests
{
    [Fact]
    public void AddCandidates_Twice_KeepsTheFirst()
    {
        var services = new ServiceCollection();
        services.AddLana().AddCandidates(zoo => zoo.UseSingleShot()).AddCandidates();
        using var provider = services.BuildServiceProvider();

        var zoo = Assert.Single(provider.GetServices<ICandidateZoo>());

        Assert.Equal(["teacher", "identity"], zoo.Operations.Select(operation => operation.Name));
    }

    [Fact]
    public void AddCandidates_NothingConfigured_GivesTheFullZoo()
    {
        using var provider = new ServiceCollection().AddLana().AddCandidates().Services.BuildServiceProvider();

        Assert.Equal(CandidateZoo.Full.Operations, provider.GetRequiredService<ICandidateZoo>().Operations);
    }

    [Fact]
    public void AddCandidates_EmptyOrTwiceOrUnknown_ThrowsAtOnce()
    {
        var lana = new ServiceCollection().AddLana();

        Assert.Throws<ArgumentException>(() => lana.AddCandidates(_ => { }));
        Assert.Throws<ArgumentException>(() => lana.AddCandidates(zoo => zoo.UseFull().UseSingleShot()));
        Assert.Throws<FormatException>(() => lana.AddCandidates(zoo => zoo.Add("no_such_operation")));
        Assert.Empty(lana.Services);
    }

    [Fact]
    public void Build_TwiceFromOneBuilder_LeavesTheFirstZoo()
    {
        var builder = new CandidateZooBuilder().Add("efn_e1_k3");

        var first = builder.Build();
        var second = builder.Add(IdentityOperation.Instance).Build();

        Assert.Equal(2, first.Operations.Count);
        Assert.Equal(3, second.Operations.Count);
    }
}
