using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallRouting.Runtime;

/// <summary>Puts a router into an application.</summary>
public static class CallRoutingRegistration
{
    /// <summary>Adds a <see cref="CallRouter"/> that starts and stops with the application.</summary>
    /// <remarks>Every <see cref="ICallObserver"/> that is registered sees its calls. A plan file with mistakes keeps
    /// the application from starting. Later changes of the file are put into force as they are made, unless
    /// <see cref="CallRoutingOptions.WatchesPlanFiles"/> is off.</remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Names companies, transports and folders.</param>
    public static IServiceCollection AddCallRouting(this IServiceCollection services,
        Action<CallRoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new CallRoutingOptions();
        configure(options);
        services.AddSingleton(options);
        services.AddSingleton(provider => Make(provider, options));
        services.AddHostedService(provider => new RunningRouter(provider.GetRequiredService<CallRouter>()));
        return services;
    }

    private static CallRouter Make(IServiceProvider provider, CallRoutingOptions options)
    {
        var log = provider.GetService<ILogger<CallRouter>>();
        var router = new CallRouter(options.Router, provider.GetServices<ICallObserver>(), log);
        foreach (var domain in options.Domains)
        {
            var id = router.AddDomain(domain.Name, domain.Load(), domain.PromptFolders);
            if (domain.PlanFile is { } file && options.WatchesPlanFiles)
                router.WatchPlan(id, file);
        }

        foreach (var transport in options.Transports)
            router.AddTransport(transport.Make(provider), transport.Serves);
        return router;
    }

    private sealed class RunningRouter(CallRouter router) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => router.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => router.StopAsync(cancellationToken);
    }
}
