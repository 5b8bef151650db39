using Lana;
using Lana.Selection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the choice of operations by integer programming to Lana.</summary>
public static class IlpSearchBuilderExtensions
{
    /// <summary>Registers <see cref="IOperationSelector"/>; calling it twice is harmless, configurations add
    /// up.</summary>
    /// <param name="builder">What <c>services.AddLana()</c> returned.</param>
    /// <param name="configure">Sets the options; null for the defaults. They are checked when they are first
    /// used.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static ILanaBuilder AddIlpSearch(this ILanaBuilder builder, Action<SelectionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<SelectionOptions>();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SelectionOptions>, SelectionOptionsValidator>());
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        builder.Services.TryAddSingleton<IOperationSelector>(services => new IlpOperationSelector(
            services.GetRequiredService<IOptions<SelectionOptions>>().Value,
            services.GetService<ILogger<IlpOperationSelector>>(),
            services.GetService<TimeProvider>()));
        return builder;
    }
}
