namespace Lana.FineTuning;

/// <summary>Refuses to change networks that share their modules with others.</summary>
internal static class ViewGuard
{
    public static void ThrowIfView(Network network, string parameter)
    {
        if (!network.OwnsModules)
        {
            throw new ArgumentException(
                $"'{network.Name}' is a view: this would change the network or the pool it shares modules with. " +
                "Pass the result of its Detach().",
                parameter);
        }
    }
}
