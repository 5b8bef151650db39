namespace Lana.Pipeline;

/// <summary>Configures options by an effort, before any other configuration.</summary>
internal sealed class EffortPreset<TOptions>(Effort effort, Action<Effort, TOptions> apply) : IConfigureOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options) => apply(effort, options);
}
