
namespace Lana.Models;

public sealed class NetworksPageTests
{
    private const string Update = "LANA_UPDATE_DOCS";

    [Fact]
    public void Page_OfNetworks_IsCurrent()
    {
        var path = NetworksPage.Path;
        var page = File.ReadAllText(path);

        var refreshed = NetworksPage.Refreshed(page);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, refreshed);
            page = refreshed;
        }

        Assert.True(
            refreshed == page, $"docs/networks.md is not what the registry says: run this test with {Update}=1.");
    }

    [Fact]
    public void Page_OfNetworks_NamesEveryFamilysSource()
    {
        var page = File.ReadAllText(NetworksPage.Path);

        Assert.All(
            ModelRegistry.List().Select(name => ModelRegistry.Describe(name).Source).Distinct(),
            source => Assert.Contains(source, page, StringComparison.Ordinal));
    }
}
