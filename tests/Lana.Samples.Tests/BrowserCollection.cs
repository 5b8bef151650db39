using System.Diagnostics.CodeAnalysis;

namespace Lana.Samples;

/// <summary>Tests that share one browser, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "A collection of tests is what xunit calls it.")]
public sealed class BrowserCollection : ICollectionFixture<TorchStart>, ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
