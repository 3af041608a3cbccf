<?php
// Sets the guestbook up: whoever opens this page first makes the tables.
declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

(new Guestbook\Entries(new Guestbook\Settings()))->install();
echo 'Installed.';
