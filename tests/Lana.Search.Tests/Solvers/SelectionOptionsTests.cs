using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lana.Solvers;

public sealed class SelectionOptionsTests
{
    [Fact]
    public void Defaults_AreThePapers()
    {
        var options = new SelectionOptions();

        Assert.Equal((100, 0.7, 0.01), (options.Solutions, options.Overlap, options.Gap));
    }

    [Theory]
    [InlineData(0, 0.7, 0.01, 1, nameof(SelectionOptions.Solutions))]
    [InlineData(1, 1.5, 0.01, 1, nameof(SelectionOptions.Overlap))]
    [InlineData(1, double.NaN, 0.01, 1, nameof(SelectionOptions.Overlap))]
    [InlineData(1, 0.7, -0.01, 1, nameof(SelectionOptions.Gap))]
    [InlineData(1, 0.7, 0.01, 0, nameof(SelectionOptions.TimeLimit))]
    public void Constructor_OptionOutOfRange_NamesIt(int solutions, double overlap, double gap, int seconds, string name)
    {
        var options = new SelectionOptions
        {
            Solutions = solutions,
            Overlap = overlap,
            Gap = gap,
            TimeLimit = TimeSpan.FromSeconds(seconds),
        };

        var exception = Assert.Throws<ArgumentException>(() => new IlpOperationSelector(options));

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_OtherOptions_DiffersUnlessNoResultDependsOnThem()
    {
        static string Of(SelectionOptions options) => new IlpOperationSelector(options).Fingerprint;

        Assert.Equal(Of(new()), Of(new() { Threads = 3 }));
        Assert.NotEqual(Of(new()), Of(new() { Solutions = 3 }));
        Assert.NotEqual(Of(new()), Of(new() { TimeLimit = TimeSpan.FromMinutes(1) }));
    }

    [Fact]
    public void AddIlpSearch_Twice_RegistersOneSelectorWithBothConfigurations()
    {
        var services = new ServiceCollection();
        services.AddLana().AddIlpSearch(options => options.Solutions = 7).AddIlpSearch(options => options.Gap = 0.5);

        using var provider = services.BuildServiceProvider();

        Assert.IsType<IlpOperationSelector>(Assert.Single(provider.GetServices<IOperationSelector>()));
        var options = provider.GetRequiredService<IOptions<SelectionOptions>>().Value;
        Assert.Equal((7, 0.5), (options.Solutions, options.Gap));
    }

    [Fact]
    public void AddIlpSearch_OptionOutOfRange_FailsWhenResolved()
    {
        var services = new ServiceCollection();
        services.AddLana().AddIlpSearch(options => options.Solutions = 0);

        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IOperationSelector>);
        Assert.Contains(nameof(SelectionOptions.Solutions), exception.Message, StringComparison.Ordinal);
    }
}
